CREATE EXTENSION IF NOT EXISTS btree_gist
--;
CREATE TABLE audit_event (
	seq BIGINT NOT NULL, 
	at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	actor VARCHAR(60) NOT NULL, 
	account_id BIGINT, 
	roles VARCHAR(200) NOT NULL, 
	workstation VARCHAR(80) NOT NULL, 
	action VARCHAR(80) NOT NULL, 
	subject VARCHAR(80) NOT NULL, 
	topics VARCHAR(200) NOT NULL, 
	facts TEXT NOT NULL, 
	link VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_audit_event PRIMARY KEY (seq)
)
--;
CREATE INDEX ix_audit_event_action ON audit_event (action)
--;
CREATE INDEX ix_audit_event_at ON audit_event (at)
--;
CREATE INDEX ix_audit_event_subject ON audit_event (subject)
--;
CREATE TABLE cost_budget (
	id BIGSERIAL NOT NULL, 
	category VARCHAR(16) NOT NULL, 
	from_month VARCHAR(7) NOT NULL, 
	amount BIGINT NOT NULL, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_cost_budget PRIMARY KEY (id), 
	CONSTRAINT uq_cost_budget_category_from_month UNIQUE (category, from_month)
)
--;
CREATE TABLE employer (
	id BIGSERIAL NOT NULL, 
	name VARCHAR(80) NOT NULL, 
	name_key VARCHAR(80) NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_employer PRIMARY KEY (id), 
	CONSTRAINT ck_employer_kind CHECK (kind IN ('police', 'hospital', 'guard_company', 'social_agency', 'joint', 'other')), 
	CONSTRAINT uq_employer_name_key UNIQUE (name_key)
)
--;
CREATE TABLE fee_contract (
	id BIGSERIAL NOT NULL, 
	number VARCHAR(60) NOT NULL, 
	model VARCHAR(16) NOT NULL, 
	payer VARCHAR(120) NOT NULL, 
	until DATE, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_fee_contract PRIMARY KEY (id), 
	CONSTRAINT uq_fee_contract_number UNIQUE (number)
)
--;
CREATE TABLE holiday_plan (
	id BIGSERIAL NOT NULL, 
	year INTEGER NOT NULL, 
	content TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_holiday_plan PRIMARY KEY (id), 
	CONSTRAINT uq_holiday_plan_year UNIQUE (year)
)
--;
CREATE TABLE number_series (
	id BIGSERIAL NOT NULL, 
	series VARCHAR(40) NOT NULL, 
	last BIGINT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_number_series PRIMARY KEY (id), 
	CONSTRAINT uq_number_series_series UNIQUE (series)
)
--;
CREATE TABLE person (
	id BIGSERIAL NOT NULL, 
	name VARCHAR(60) NOT NULL, 
	pinyin VARCHAR(120) NOT NULL, 
	initials VARCHAR(30) NOT NULL, 
	nickname VARCHAR(60) NOT NULL, 
	sex VARCHAR(1) NOT NULL, 
	birth_date DATE NOT NULL, 
	id_number VARCHAR(18), 
	ethnic VARCHAR(20) NOT NULL, 
	phone VARCHAR(40) NOT NULL, 
	address VARCHAR(200) NOT NULL, 
	education VARCHAR(40) NOT NULL, 
	merged_into BIGINT, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_person PRIMARY KEY (id), 
	CONSTRAINT ck_person_sex_code CHECK (sex IN ('0', '1', '2', '9')), 
	CONSTRAINT fk_person_merged_into_person FOREIGN KEY(merged_into) REFERENCES person (id) ON DELETE RESTRICT
)
--;
CREATE INDEX ix_person_initials ON person (initials)
--;
CREATE INDEX ix_person_name ON person (name)
--;
CREATE UNIQUE INDEX uq_person_id_number ON person (id_number) WHERE id_number IS NOT NULL AND merged_into IS NULL
--;
CREATE TABLE place_proposal (
	id BIGSERIAL NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	payload TEXT NOT NULL, 
	reason VARCHAR(300) NOT NULL, 
	decided_at TIMESTAMP WITHOUT TIME ZONE, 
	decided_by VARCHAR(60), 
	decided_key VARCHAR(80) NOT NULL, 
	approved BOOLEAN NOT NULL, 
	answer VARCHAR(300) NOT NULL, 
	version INTEGER NOT NULL, 
	entered_key VARCHAR(80) NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_place_proposal PRIMARY KEY (id), 
	CONSTRAINT ck_place_proposal_two_people CHECK (decided_key = '' OR decided_key <> entered_key), 
	CONSTRAINT ck_place_proposal_decision_whole CHECK ((decided_by IS NULL) = (decided_at IS NULL))
)
--;
CREATE TABLE placement_change (
	id BIGSERIAL NOT NULL, 
	kind VARCHAR(12) NOT NULL, 
	at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	reason VARCHAR(300) NOT NULL, 
	undone_at TIMESTAMP WITHOUT TIME ZONE, 
	undone_by VARCHAR(60) NOT NULL, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_placement_change PRIMARY KEY (id)
)
--;
CREATE TABLE placement_weight (
	id BIGSERIAL NOT NULL, 
	name VARCHAR(24) NOT NULL, 
	value INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_placement_weight PRIMARY KEY (id), 
	CONSTRAINT uq_placement_weight_name UNIQUE (name)
)
--;
CREATE TABLE roster_month (
	id BIGSERIAL NOT NULL, 
	month VARCHAR(7) NOT NULL, 
	edits INTEGER NOT NULL, 
	published_no INTEGER NOT NULL, 
	published_at TIMESTAMP WITHOUT TIME ZONE, 
	published_by VARCHAR(60) NOT NULL, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_roster_month PRIMARY KEY (id), 
	CONSTRAINT ck_roster_month_published_no CHECK (published_no >= 0), 
	CONSTRAINT uq_roster_month_month UNIQUE (month)
)
--;
CREATE TABLE roster_plan (
	id BIGSERIAL NOT NULL, 
	kind VARCHAR(12) NOT NULL, 
	from_month VARCHAR(7) NOT NULL, 
	content TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_roster_plan PRIMARY KEY (id), 
	CONSTRAINT uq_roster_plan_kind_from_month UNIQUE (kind, from_month)
)
--;
CREATE TABLE server_keys (
	id BIGSERIAL NOT NULL, 
	data_key TEXT NOT NULL, 
	slots TEXT NOT NULL, 
	CONSTRAINT pk_server_keys PRIMARY KEY (id), 
	CONSTRAINT ck_server_keys_one CHECK (id = 1)
)
--;
CREATE TABLE setting_value (
	key VARCHAR(60) NOT NULL, 
	value TEXT NOT NULL, 
	changed_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	changed_by VARCHAR(60) NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_setting_value PRIMARY KEY (key)
)
--;
CREATE TABLE zone (
	id BIGSERIAL NOT NULL, 
	code VARCHAR(20) NOT NULL, 
	name VARCHAR(60) NOT NULL, 
	kind VARCHAR(12) NOT NULL, 
	sex VARCHAR(1) NOT NULL, 
	building VARCHAR(40) NOT NULL, 
	care_low INTEGER, 
	care_high INTEGER, 
	near_exit BOOLEAN NOT NULL, 
	position INTEGER NOT NULL, 
	note VARCHAR(200) NOT NULL, 
	from_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	until_at TIMESTAMP WITHOUT TIME ZONE, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_zone PRIMARY KEY (id), 
	CONSTRAINT ck_zone_sex_code CHECK (sex IN ('', '1', '2'))
)
--;
CREATE UNIQUE INDEX uq_zone_code ON zone (code) WHERE until_at IS NULL
--;
CREATE TABLE contact (
	id BIGSERIAL NOT NULL, 
	person_id BIGINT NOT NULL, 
	name VARCHAR(60) NOT NULL, 
	relation VARCHAR(30) NOT NULL, 
	phone VARCHAR(40) NOT NULL, 
	note VARCHAR(200) NOT NULL, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_contact PRIMARY KEY (id), 
	CONSTRAINT fk_contact_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT
)
--;
CREATE INDEX ix_contact_person_id ON contact (person_id)
--;
CREATE TABLE fee_contract_version (
	id BIGSERIAL NOT NULL, 
	contract_id BIGINT NOT NULL, 
	number INTEGER NOT NULL, 
	effective DATE NOT NULL, 
	living_part BIGINT NOT NULL, 
	supplement BIGINT NOT NULL, 
	supplement_days INTEGER NOT NULL, 
	stage_days INTEGER NOT NULL, 
	cap BIGINT NOT NULL, 
	annual_budget BIGINT NOT NULL, 
	expected_persons INTEGER NOT NULL, 
	tolerance_bp INTEGER NOT NULL, 
	guaranteed_beds INTEGER NOT NULL, 
	day_rules TEXT NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_fee_contract_version PRIMARY KEY (id), 
	CONSTRAINT uq_fee_contract_version_contract_id_number UNIQUE (contract_id, number), 
	CONSTRAINT uq_fee_contract_version_contract_id_effective UNIQUE (contract_id, effective), 
	CONSTRAINT fk_fee_contract_version_contract_id_fee_contract FOREIGN KEY(contract_id) REFERENCES fee_contract (id) ON DELETE RESTRICT
)
--;
CREATE TABLE fee_period (
	id BIGSERIAL NOT NULL, 
	month VARCHAR(7) NOT NULL, 
	first_day DATE NOT NULL, 
	last_day DATE NOT NULL, 
	state VARCHAR(6) NOT NULL, 
	contract_id BIGINT, 
	reckoned_at TIMESTAMP WITHOUT TIME ZONE, 
	reckoned INTEGER NOT NULL, 
	round INTEGER NOT NULL, 
	reopen_asked_by VARCHAR(60), 
	reopen_asked_key VARCHAR(80) NOT NULL, 
	reopen_reason TEXT NOT NULL, 
	reopen_approved_by VARCHAR(60), 
	reopen_approved_key VARCHAR(80) NOT NULL, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_fee_period PRIMARY KEY (id), 
	CONSTRAINT ck_fee_period_state_known CHECK (state IN ('open', 'held', 'closed')), 
	CONSTRAINT ck_fee_period_days_in_order CHECK (first_day <= last_day), 
	CONSTRAINT uq_fee_period_month UNIQUE (month), 
	CONSTRAINT fk_fee_period_contract_id_fee_contract FOREIGN KEY(contract_id) REFERENCES fee_contract (id) ON DELETE RESTRICT
)
--;
CREATE TABLE keep_apart (
	id BIGSERIAL NOT NULL, 
	first_id BIGINT NOT NULL, 
	second_id BIGINT NOT NULL, 
	first_role VARCHAR(12) NOT NULL, 
	second_role VARCHAR(12) NOT NULL, 
	reason VARCHAR(12) NOT NULL, 
	scope VARCHAR(8) NOT NULL, 
	note VARCHAR(300) NOT NULL, 
	from_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	until_at TIMESTAMP WITHOUT TIME ZONE, 
	closed_at TIMESTAMP WITHOUT TIME ZONE, 
	closed_reason VARCHAR(300) NOT NULL, 
	reopened_from BIGINT, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_keep_apart PRIMARY KEY (id), 
	CONSTRAINT ck_keep_apart_ordered CHECK (first_id < second_id), 
	CONSTRAINT fk_keep_apart_first_id_person FOREIGN KEY(first_id) REFERENCES person (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_keep_apart_second_id_person FOREIGN KEY(second_id) REFERENCES person (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_keep_apart_reopened_from_keep_apart FOREIGN KEY(reopened_from) REFERENCES keep_apart (id) ON DELETE RESTRICT
)
--;
CREATE INDEX ix_keep_apart_first_id ON keep_apart (first_id)
--;
CREATE INDEX ix_keep_apart_second_id ON keep_apart (second_id)
--;
CREATE UNIQUE INDEX uq_keep_apart_open ON keep_apart (first_id, second_id) WHERE closed_at IS NULL
--;
CREATE TABLE move_agreement (
	id BIGSERIAL NOT NULL, 
	change_id BIGINT NOT NULL, 
	zone_id BIGINT NOT NULL, 
	urgent BOOLEAN NOT NULL, 
	decided_at TIMESTAMP WITHOUT TIME ZONE, 
	decided_by VARCHAR(60) NOT NULL, 
	decided_key VARCHAR(80) NOT NULL, 
	agreed BOOLEAN NOT NULL, 
	answer VARCHAR(300) NOT NULL, 
	version INTEGER NOT NULL, 
	entered_key VARCHAR(80) NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_move_agreement PRIMARY KEY (id), 
	CONSTRAINT uq_move_agreement_change_id_zone_id UNIQUE (change_id, zone_id), 
	CONSTRAINT ck_move_agreement_two_people CHECK (decided_key = '' OR decided_key <> entered_key), 
	CONSTRAINT ck_move_agreement_decision_whole CHECK ((decided_by = '') = (decided_at IS NULL)), 
	CONSTRAINT fk_move_agreement_change_id_placement_change FOREIGN KEY(change_id) REFERENCES placement_change (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_move_agreement_zone_id_zone FOREIGN KEY(zone_id) REFERENCES zone (id) ON DELETE RESTRICT
)
--;
CREATE INDEX ix_move_agreement_decided_at ON move_agreement (decided_at)
--;
CREATE TABLE move_set (
	id BIGSERIAL NOT NULL, 
	kind VARCHAR(10) NOT NULL, 
	reason VARCHAR(300) NOT NULL, 
	status VARCHAR(10) NOT NULL, 
	medical_by VARCHAR(60) NOT NULL, 
	medical_key VARCHAR(80) NOT NULL, 
	medical_at TIMESTAMP WITHOUT TIME ZONE, 
	security_by VARCHAR(60) NOT NULL, 
	security_key VARCHAR(80) NOT NULL, 
	security_at TIMESTAMP WITHOUT TIME ZONE, 
	received_by VARCHAR(60) NOT NULL, 
	closed_at TIMESTAMP WITHOUT TIME ZONE, 
	answer VARCHAR(300) NOT NULL, 
	change_id BIGINT, 
	version INTEGER NOT NULL, 
	entered_key VARCHAR(80) NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_move_set PRIMARY KEY (id), 
	CONSTRAINT ck_move_set_kind CHECK (kind IN ('plan', 'exchange')), 
	CONSTRAINT ck_move_set_two_people CHECK (medical_key = '' OR medical_key <> security_key), 
	CONSTRAINT fk_move_set_change_id_placement_change FOREIGN KEY(change_id) REFERENCES placement_change (id) ON DELETE RESTRICT
)
--;
CREATE INDEX ix_move_set_closed_at ON move_set (closed_at)
--;
CREATE TABLE photo (
	id BIGSERIAL NOT NULL, 
	person_id BIGINT NOT NULL, 
	jpeg BYTEA NOT NULL, 
	removed_at TIMESTAMP WITHOUT TIME ZONE, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_photo PRIMARY KEY (id), 
	CONSTRAINT ck_photo_size CHECK (length(jpeg) <= 200000), 
	CONSTRAINT fk_photo_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT
)
--;
CREATE UNIQUE INDEX uq_photo_person ON photo (person_id) WHERE removed_at IS NULL
--;
CREATE TABLE room (
	id BIGSERIAL NOT NULL, 
	zone_id BIGINT NOT NULL, 
	code VARCHAR(20) NOT NULL, 
	kind VARCHAR(12) NOT NULL, 
	attributes VARCHAR(200) NOT NULL, 
	air VARCHAR(20) NOT NULL, 
	locked BOOLEAN NOT NULL, 
	position INTEGER NOT NULL, 
	from_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	until_at TIMESTAMP WITHOUT TIME ZONE, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_room PRIMARY KEY (id), 
	CONSTRAINT fk_room_zone_id_zone FOREIGN KEY(zone_id) REFERENCES zone (id) ON DELETE RESTRICT
)
--;
CREATE INDEX ix_room_zone_id ON room (zone_id)
--;
CREATE UNIQUE INDEX uq_room_code ON room (zone_id, code) WHERE until_at IS NULL
--;
CREATE TABLE roster_version (
	id BIGSERIAL NOT NULL, 
	month_id BIGINT NOT NULL, 
	number INTEGER NOT NULL, 
	cells TEXT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	published_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	published_by VARCHAR(60) NOT NULL, 
	note VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_roster_version PRIMARY KEY (id), 
	CONSTRAINT uq_roster_version_month_id_number UNIQUE (month_id, number), 
	CONSTRAINT fk_roster_version_month_id_roster_month FOREIGN KEY(month_id) REFERENCES roster_month (id)
)
--;
CREATE INDEX ix_roster_version_month_id ON roster_version (month_id)
--;
CREATE TABLE staff_member (
	id BIGSERIAL NOT NULL, 
	number VARCHAR(20) NOT NULL, 
	number_key VARCHAR(20) NOT NULL, 
	name VARCHAR(40) NOT NULL, 
	pinyin VARCHAR(80) NOT NULL, 
	initials VARCHAR(20) NOT NULL, 
	sex VARCHAR(1) NOT NULL, 
	category VARCHAR(16) NOT NULL, 
	title VARCHAR(40) NOT NULL, 
	employer_id BIGINT NOT NULL, 
	licence VARCHAR(40) NOT NULL, 
	night_duty BOOLEAN NOT NULL, 
	joined_on DATE, 
	left_on DATE, 
	worked_since DATE, 
	phone VARCHAR(20) NOT NULL, 
	remarks TEXT NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_staff_member PRIMARY KEY (id), 
	CONSTRAINT ck_staff_member_category CHECK (category IN ('director', 'police', 'aux_police', 'guard', 'doctor', 'nurse', 'pharmacist', 'med_tech', 'infection_ctrl', 'counselor', 'social_worker', 'care_worker', 'logistics', 'finance', 'joint_office', 'archivist', 'administrator', 'inspector')), 
	CONSTRAINT ck_staff_member_sex CHECK (sex IN ('0', '1', '2', '9')), 
	CONSTRAINT ck_staff_member_dates CHECK (left_on IS NULL OR joined_on IS NULL OR left_on >= joined_on), 
	CONSTRAINT uq_staff_member_number_key UNIQUE (number_key), 
	CONSTRAINT fk_staff_member_employer_id_employer FOREIGN KEY(employer_id) REFERENCES employer (id)
)
--;
CREATE INDEX ix_staff_member_category ON staff_member (category)
--;
CREATE INDEX ix_staff_member_employer_id ON staff_member (employer_id)
--;
CREATE TABLE stay (
	id BIGSERIAL NOT NULL, 
	person_id BIGINT NOT NULL, 
	admission_no VARCHAR(30) NOT NULL, 
	admitted_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	decision_no VARCHAR(60) NOT NULL, 
	decision_organ VARCHAR(80) NOT NULL, 
	decision_on DATE, 
	agreement_until DATE, 
	note TEXT NOT NULL, 
	exited_at TIMESTAMP WITHOUT TIME ZONE, 
	exit_kind VARCHAR(20), 
	exit_paper VARCHAR(60) NOT NULL, 
	exit_note TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_stay PRIMARY KEY (id), 
	CONSTRAINT ck_stay_exit_after CHECK (exited_at IS NULL OR exited_at >= admitted_at), 
	CONSTRAINT ck_stay_exit_whole CHECK ((exited_at IS NULL) = (exit_kind IS NULL)), 
	CONSTRAINT fk_stay_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT, 
	CONSTRAINT uq_stay_admission_no UNIQUE (admission_no)
)
--;
CREATE INDEX ix_stay_admitted_at ON stay (admitted_at)
--;
CREATE INDEX ix_stay_person_id ON stay (person_id)
--;
CREATE INDEX ix_stay_roll ON stay (exited_at, admitted_at)
--;
CREATE UNIQUE INDEX uq_stay_open_person ON stay (person_id) WHERE exited_at IS NULL
--;
CREATE TABLE absence (
	kind VARCHAR(20) NOT NULL, 
	expected_back TIMESTAMP WITHOUT TIME ZONE, 
	destination VARCHAR(120) NOT NULL, 
	paper_no VARCHAR(60) NOT NULL, 
	note TEXT NOT NULL, 
	id BIGSERIAL NOT NULL, 
	from_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	until_at TIMESTAMP WITHOUT TIME ZONE, 
	revoked_at TIMESTAMP WITHOUT TIME ZONE, 
	reason VARCHAR(200) NOT NULL, 
	stay_id BIGINT NOT NULL, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_absence PRIMARY KEY (id), 
	CONSTRAINT fk_absence_stay_id_stay FOREIGN KEY(stay_id) REFERENCES stay (id) ON DELETE RESTRICT
)
--;
CREATE INDEX ix_absence_from_at ON absence (from_at)
--;
CREATE INDEX ix_absence_stay_id ON absence (stay_id)
--;
CREATE TABLE account (
	id BIGSERIAL NOT NULL, 
	name VARCHAR(40) NOT NULL, 
	name_key VARCHAR(40) NOT NULL, 
	staff_id BIGINT, 
	full_name VARCHAR(40) NOT NULL, 
	password_hash VARCHAR(200) NOT NULL, 
	password_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	must_change BOOLEAN NOT NULL, 
	valid_from DATE NOT NULL, 
	valid_until DATE, 
	disabled_at TIMESTAMP WITHOUT TIME ZONE, 
	failures INTEGER NOT NULL, 
	locked_until TIMESTAMP WITHOUT TIME ZONE, 
	totp_secret VARCHAR(64) NOT NULL, 
	totp_step INTEGER NOT NULL, 
	last_sign_in TIMESTAMP WITHOUT TIME ZONE, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_account PRIMARY KEY (id), 
	CONSTRAINT ck_account_dates CHECK (valid_until IS NULL OR valid_until >= valid_from), 
	CONSTRAINT ck_account_failures CHECK (failures >= 0), 
	CONSTRAINT uq_account_name_key UNIQUE (name_key), 
	CONSTRAINT uq_account_staff_id UNIQUE (staff_id), 
	CONSTRAINT fk_account_staff_id_staff_member FOREIGN KEY(staff_id) REFERENCES staff_member (id)
)
--;
CREATE TABLE bed (
	id BIGSERIAL NOT NULL, 
	room_id BIGINT NOT NULL, 
	code VARCHAR(24) NOT NULL, 
	sex VARCHAR(1) NOT NULL, 
	attributes VARCHAR(200) NOT NULL, 
	capacity VARCHAR(10) NOT NULL, 
	position INTEGER NOT NULL, 
	from_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	until_at TIMESTAMP WITHOUT TIME ZONE, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_bed PRIMARY KEY (id), 
	CONSTRAINT ck_bed_sex_code CHECK (sex IN ('', '1', '2')), 
	CONSTRAINT fk_bed_room_id_room FOREIGN KEY(room_id) REFERENCES room (id) ON DELETE RESTRICT
)
--;
CREATE INDEX ix_bed_room_id ON bed (room_id)
--;
CREATE UNIQUE INDEX uq_bed_code ON bed (code) WHERE until_at IS NULL
--;
CREATE TABLE care_level (
	value VARCHAR(20) NOT NULL, 
	id BIGSERIAL NOT NULL, 
	from_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	until_at TIMESTAMP WITHOUT TIME ZONE, 
	revoked_at TIMESTAMP WITHOUT TIME ZONE, 
	reason VARCHAR(200) NOT NULL, 
	stay_id BIGINT NOT NULL, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_care_level PRIMARY KEY (id), 
	CONSTRAINT fk_care_level_stay_id_stay FOREIGN KEY(stay_id) REFERENCES stay (id) ON DELETE RESTRICT
)
--;
CREATE INDEX ix_care_level_stay_id ON care_level (stay_id)
--;
CREATE TABLE condition_level (
	value VARCHAR(20) NOT NULL, 
	id BIGSERIAL NOT NULL, 
	from_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	until_at TIMESTAMP WITHOUT TIME ZONE, 
	revoked_at TIMESTAMP WITHOUT TIME ZONE, 
	reason VARCHAR(200) NOT NULL, 
	stay_id BIGINT NOT NULL, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_condition_level PRIMARY KEY (id), 
	CONSTRAINT fk_condition_level_stay_id_stay FOREIGN KEY(stay_id) REFERENCES stay (id) ON DELETE RESTRICT
)
--;
CREATE INDEX ix_condition_level_stay_id ON condition_level (stay_id)
--;
CREATE TABLE cost_entry (
	id BIGSERIAL NOT NULL, 
	voucher VARCHAR(60) NOT NULL, 
	period_id BIGINT NOT NULL, 
	on_day DATE NOT NULL, 
	category VARCHAR(16) NOT NULL, 
	amount BIGINT NOT NULL, 
	summary VARCHAR(200) NOT NULL, 
	zone VARCHAR(20) NOT NULL, 
	stay_id BIGINT, 
	reverses BIGINT, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_cost_entry PRIMARY KEY (id), 
	CONSTRAINT ck_cost_entry_amount_given CHECK (amount <> 0), 
	CONSTRAINT uq_cost_entry_voucher UNIQUE (voucher), 
	CONSTRAINT fk_cost_entry_period_id_fee_period FOREIGN KEY(period_id) REFERENCES fee_period (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_cost_entry_stay_id_stay FOREIGN KEY(stay_id) REFERENCES stay (id) ON DELETE RESTRICT, 
	CONSTRAINT uq_cost_entry_reverses UNIQUE (reverses), 
	CONSTRAINT fk_cost_entry_reverses_cost_entry FOREIGN KEY(reverses) REFERENCES cost_entry (id) ON DELETE RESTRICT
)
--;
CREATE INDEX ix_cost_entry_on ON cost_entry (on_day, category)
--;
CREATE INDEX ix_cost_entry_period_id ON cost_entry (period_id)
--;
CREATE INDEX ix_cost_entry_stay_id ON cost_entry (stay_id)
--;
CREATE TABLE fee_adjustment (
	id BIGSERIAL NOT NULL, 
	period_id BIGINT NOT NULL, 
	of_period_id BIGINT NOT NULL, 
	stay_id BIGINT NOT NULL, 
	kind VARCHAR(12) NOT NULL, 
	first_day DATE NOT NULL, 
	last_day DATE NOT NULL, 
	days INTEGER NOT NULL, 
	unit BIGINT NOT NULL, 
	amount BIGINT NOT NULL, 
	from_class VARCHAR(4) NOT NULL, 
	to_class VARCHAR(4) NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	decided_by VARCHAR(60), 
	decided_key VARCHAR(80) NOT NULL, 
	decided_at TIMESTAMP WITHOUT TIME ZONE, 
	note VARCHAR(200) NOT NULL, 
	version INTEGER NOT NULL, 
	entered_key VARCHAR(80) NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_fee_adjustment PRIMARY KEY (id), 
	CONSTRAINT ck_fee_adjustment_state_known CHECK (state IN ('proposed', 'confirmed', 'rejected')), 
	CONSTRAINT ck_fee_adjustment_another_period CHECK (period_id <> of_period_id), 
	CONSTRAINT ck_fee_adjustment_two_people CHECK (decided_key = '' OR decided_key <> entered_key), 
	CONSTRAINT fk_fee_adjustment_period_id_fee_period FOREIGN KEY(period_id) REFERENCES fee_period (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_fee_adjustment_of_period_id_fee_period FOREIGN KEY(of_period_id) REFERENCES fee_period (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_fee_adjustment_stay_id_stay FOREIGN KEY(stay_id) REFERENCES stay (id) ON DELETE RESTRICT
)
--;
CREATE INDEX ix_fee_adjustment_of_period_id ON fee_adjustment (of_period_id)
--;
CREATE INDEX ix_fee_adjustment_period_id ON fee_adjustment (period_id)
--;
CREATE INDEX ix_fee_adjustment_stay_id ON fee_adjustment (stay_id)
--;
CREATE TABLE fee_class (
	confirmed BOOLEAN NOT NULL, 
	value VARCHAR(20) NOT NULL, 
	id BIGSERIAL NOT NULL, 
	from_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	until_at TIMESTAMP WITHOUT TIME ZONE, 
	revoked_at TIMESTAMP WITHOUT TIME ZONE, 
	reason VARCHAR(200) NOT NULL, 
	stay_id BIGINT NOT NULL, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_fee_class PRIMARY KEY (id), 
	CONSTRAINT fk_fee_class_stay_id_stay FOREIGN KEY(stay_id) REFERENCES stay (id) ON DELETE RESTRICT
)
--;
CREATE INDEX ix_fee_class_stay_id ON fee_class (stay_id)
--;
CREATE TABLE fee_day (
	stay_id BIGINT NOT NULL, 
	day DATE NOT NULL, 
	period_id BIGINT NOT NULL, 
	version_id BIGINT NOT NULL, 
	status VARCHAR(16) NOT NULL, 
	fee_class VARCHAR(4) NOT NULL, 
	part VARCHAR(6) NOT NULL, 
	rule VARCHAR(6) NOT NULL, 
	reason VARCHAR(24) NOT NULL, 
	nth INTEGER NOT NULL, 
	factor INTEGER NOT NULL, 
	rate BIGINT NOT NULL, 
	supplement BIGINT NOT NULL, 
	CONSTRAINT pk_fee_day PRIMARY KEY (stay_id, day), 
	CONSTRAINT ck_fee_day_part_known CHECK (part IN ('full', 'half', 'living', 'zero')), 
	CONSTRAINT fk_fee_day_stay_id_stay FOREIGN KEY(stay_id) REFERENCES stay (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_fee_day_period_id_fee_period FOREIGN KEY(period_id) REFERENCES fee_period (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_fee_day_version_id_fee_contract_version FOREIGN KEY(version_id) REFERENCES fee_contract_version (id) ON DELETE RESTRICT
)
--;
CREATE INDEX ix_fee_day_period ON fee_day (period_id)
--;
CREATE TABLE fee_rate (
	id BIGSERIAL NOT NULL, 
	version_id BIGINT NOT NULL, 
	fee_class VARCHAR(4) NOT NULL, 
	rate BIGINT NOT NULL, 
	CONSTRAINT pk_fee_rate PRIMARY KEY (id), 
	CONSTRAINT uq_fee_rate_version_id_fee_class UNIQUE (version_id, fee_class), 
	CONSTRAINT ck_fee_rate_rate_not_negative CHECK (rate >= 0), 
	CONSTRAINT fk_fee_rate_version_id_fee_contract_version FOREIGN KEY(version_id) REFERENCES fee_contract_version (id) ON DELETE RESTRICT
)
--;
CREATE TABLE fee_statement (
	id BIGSERIAL NOT NULL, 
	number VARCHAR(20) NOT NULL, 
	period_id BIGINT NOT NULL, 
	closed_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	closed_by VARCHAR(60) NOT NULL, 
	total BIGINT NOT NULL, 
	roll_days INTEGER NOT NULL, 
	body TEXT NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	steps_left_out VARCHAR(200) NOT NULL, 
	reason TEXT NOT NULL, 
	CONSTRAINT pk_fee_statement PRIMARY KEY (id), 
	CONSTRAINT uq_fee_statement_number UNIQUE (number), 
	CONSTRAINT fk_fee_statement_period_id_fee_period FOREIGN KEY(period_id) REFERENCES fee_period (id) ON DELETE RESTRICT
)
--;
CREATE INDEX ix_fee_statement_period_id ON fee_statement (period_id)
--;
CREATE TABLE fee_step (
	id BIGSERIAL NOT NULL, 
	period_id BIGINT NOT NULL, 
	round INTEGER NOT NULL, 
	step VARCHAR(20) NOT NULL, 
	done_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	done_by VARCHAR(60) NOT NULL, 
	done_key VARCHAR(80) NOT NULL, 
	note VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_fee_step PRIMARY KEY (id), 
	CONSTRAINT uq_fee_step_period_id_round_step UNIQUE (period_id, round, step), 
	CONSTRAINT fk_fee_step_period_id_fee_period FOREIGN KEY(period_id) REFERENCES fee_period (id) ON DELETE RESTRICT
)
--;
CREATE INDEX ix_fee_step_period_id ON fee_step (period_id)
--;
CREATE TABLE illness (
	category VARCHAR(6) NOT NULL, 
	text VARCHAR(300) NOT NULL, 
	grade VARCHAR(10), 
	main BOOLEAN NOT NULL, 
	confirmed BOOLEAN NOT NULL, 
	id BIGSERIAL NOT NULL, 
	from_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	until_at TIMESTAMP WITHOUT TIME ZONE, 
	revoked_at TIMESTAMP WITHOUT TIME ZONE, 
	reason VARCHAR(200) NOT NULL, 
	stay_id BIGINT NOT NULL, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_illness PRIMARY KEY (id), 
	CONSTRAINT fk_illness_stay_id_stay FOREIGN KEY(stay_id) REFERENCES stay (id) ON DELETE RESTRICT
)
--;
CREATE INDEX ix_illness_stay_id ON illness (stay_id)
--;
CREATE TABLE isolation_order (
	id BIGSERIAL NOT NULL, 
	stay_id BIGINT NOT NULL, 
	precaution VARCHAR(10) NOT NULL, 
	agent VARCHAR(40) NOT NULL, 
	alone BOOLEAN NOT NULL, 
	reason VARCHAR(300) NOT NULL, 
	from_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	review_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	reviewed_by VARCHAR(60) NOT NULL, 
	until_at TIMESTAMP WITHOUT TIME ZONE, 
	ended_by VARCHAR(60) NOT NULL, 
	ended_reason VARCHAR(300) NOT NULL, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_isolation_order PRIMARY KEY (id), 
	CONSTRAINT fk_isolation_order_stay_id_stay FOREIGN KEY(stay_id) REFERENCES stay (id) ON DELETE RESTRICT
)
--;
CREATE INDEX ix_isolation_order_stay_id ON isolation_order (stay_id)
--;
CREATE TABLE legal_status (
	value VARCHAR(20) NOT NULL, 
	id BIGSERIAL NOT NULL, 
	from_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	until_at TIMESTAMP WITHOUT TIME ZONE, 
	revoked_at TIMESTAMP WITHOUT TIME ZONE, 
	reason VARCHAR(200) NOT NULL, 
	stay_id BIGINT NOT NULL, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_legal_status PRIMARY KEY (id), 
	CONSTRAINT fk_legal_status_stay_id_stay FOREIGN KEY(stay_id) REFERENCES stay (id) ON DELETE RESTRICT
)
--;
CREATE INDEX ix_legal_status_stay_id ON legal_status (stay_id)
--;
CREATE TABLE note (
	parent_id BIGINT, 
	id BIGSERIAL NOT NULL, 
	kind VARCHAR(24) NOT NULL, 
	at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	status VARCHAR(10) NOT NULL, 
	version_no INTEGER NOT NULL, 
	author_account BIGINT, 
	signed_at TIMESTAMP WITHOUT TIME ZONE, 
	signer VARCHAR(60) NOT NULL, 
	signer_title VARCHAR(40) NOT NULL, 
	signer_account BIGINT, 
	needs_cosign BOOLEAN NOT NULL, 
	cosigner VARCHAR(60) NOT NULL, 
	cosigned_at TIMESTAMP WITHOUT TIME ZONE, 
	altered BOOLEAN NOT NULL, 
	void_reason VARCHAR(300) NOT NULL, 
	stay_id BIGINT NOT NULL, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_note PRIMARY KEY (id), 
	CONSTRAINT fk_note_parent_id_note FOREIGN KEY(parent_id) REFERENCES note (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_note_stay_id_stay FOREIGN KEY(stay_id) REFERENCES stay (id) ON DELETE RESTRICT
)
--;
CREATE INDEX ix_note_at ON note (at)
--;
CREATE INDEX ix_note_parent_id ON note (parent_id)
--;
CREATE INDEX ix_note_status ON note (status)
--;
CREATE INDEX ix_note_stay_id ON note (stay_id)
--;
CREATE UNIQUE INDEX uq_note_once ON note (stay_id, kind) WHERE kind IN ('admission_note', 'attending_first_round', 'chief_first_round', 'death_24h', 'death_note', 'discharge_summary', 'first_progress_note', 'in_out_24h', 'readmission_note') AND status <> 'voided'
--;
CREATE TABLE payer_split (
	id BIGSERIAL NOT NULL, 
	version_id BIGINT NOT NULL, 
	place INTEGER NOT NULL, 
	payer VARCHAR(120) NOT NULL, 
	basis_points INTEGER, 
	CONSTRAINT pk_payer_split PRIMARY KEY (id), 
	CONSTRAINT uq_payer_split_version_id_place UNIQUE (version_id, place), 
	CONSTRAINT fk_payer_split_version_id_fee_contract_version FOREIGN KEY(version_id) REFERENCES fee_contract_version (id) ON DELETE RESTRICT
)
--;
CREATE TABLE print_trace (
	id BIGSERIAL NOT NULL, 
	stay_id BIGINT NOT NULL, 
	form VARCHAR(12) NOT NULL, 
	pages VARCHAR NOT NULL, 
	prints INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_print_trace PRIMARY KEY (id), 
	CONSTRAINT fk_print_trace_stay_id_stay FOREIGN KEY(stay_id) REFERENCES stay (id) ON DELETE RESTRICT
)
--;
CREATE UNIQUE INDEX uq_print_trace_paper ON print_trace (stay_id, form)
--;
CREATE TABLE roster_attendance (
	id BIGSERIAL NOT NULL, 
	staff_id BIGINT NOT NULL, 
	day DATE NOT NULL, 
	shift VARCHAR(12) NOT NULL, 
	from_at TIMESTAMP WITHOUT TIME ZONE, 
	until_at TIMESTAMP WITHOUT TIME ZONE, 
	absent BOOLEAN NOT NULL, 
	note VARCHAR(200) NOT NULL, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_roster_attendance PRIMARY KEY (id), 
	CONSTRAINT uq_roster_attendance_staff_id_day UNIQUE (staff_id, day), 
	CONSTRAINT ck_roster_attendance_order CHECK (until_at IS NULL OR until_at > from_at), 
	CONSTRAINT fk_roster_attendance_staff_id_staff_member FOREIGN KEY(staff_id) REFERENCES staff_member (id)
)
--;
CREATE INDEX ix_roster_attendance_day ON roster_attendance (day)
--;
CREATE INDEX ix_roster_attendance_staff_id ON roster_attendance (staff_id)
--;
CREATE TABLE roster_cell (
	id BIGSERIAL NOT NULL, 
	month_id BIGINT NOT NULL, 
	staff_id BIGINT NOT NULL, 
	day DATE NOT NULL, 
	shift VARCHAR(12) NOT NULL, 
	post VARCHAR(24) NOT NULL, 
	pinned BOOLEAN NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_roster_cell PRIMARY KEY (id), 
	CONSTRAINT uq_roster_cell_month_id_staff_id_day UNIQUE (month_id, staff_id, day), 
	CONSTRAINT fk_roster_cell_month_id_roster_month FOREIGN KEY(month_id) REFERENCES roster_month (id), 
	CONSTRAINT fk_roster_cell_staff_id_staff_member FOREIGN KEY(staff_id) REFERENCES staff_member (id)
)
--;
CREATE INDEX ix_roster_cell_day ON roster_cell (day)
--;
CREATE INDEX ix_roster_cell_month_id ON roster_cell (month_id)
--;
CREATE INDEX ix_roster_cell_staff_id ON roster_cell (staff_id)
--;
CREATE TABLE roster_change (
	id BIGSERIAL NOT NULL, 
	month_id BIGINT NOT NULL, 
	number INTEGER NOT NULL, 
	staff_id BIGINT NOT NULL, 
	day DATE NOT NULL, 
	was VARCHAR(12) NOT NULL, 
	became VARCHAR(12) NOT NULL, 
	reason VARCHAR(200) NOT NULL, 
	changed_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	changed_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_roster_change PRIMARY KEY (id), 
	CONSTRAINT fk_roster_change_month_id_roster_month FOREIGN KEY(month_id) REFERENCES roster_month (id), 
	CONSTRAINT fk_roster_change_staff_id_staff_member FOREIGN KEY(staff_id) REFERENCES staff_member (id)
)
--;
CREATE INDEX ix_roster_change_month_id ON roster_change (month_id)
--;
CREATE INDEX ix_roster_change_staff_id ON roster_change (staff_id)
--;
CREATE TABLE roster_ledger (
	id BIGSERIAL NOT NULL, 
	month_id BIGINT NOT NULL, 
	number INTEGER NOT NULL, 
	staff_id BIGINT NOT NULL, 
	nights_milli INTEGER NOT NULL, 
	weekends_milli INTEGER NOT NULL, 
	holidays_milli INTEGER NOT NULL, 
	minutes INTEGER NOT NULL, 
	period_minutes INTEGER NOT NULL, 
	CONSTRAINT pk_roster_ledger PRIMARY KEY (id), 
	CONSTRAINT uq_roster_ledger_month_id_number_staff_id UNIQUE (month_id, number, staff_id), 
	CONSTRAINT fk_roster_ledger_month_id_roster_month FOREIGN KEY(month_id) REFERENCES roster_month (id), 
	CONSTRAINT fk_roster_ledger_staff_id_staff_member FOREIGN KEY(staff_id) REFERENCES staff_member (id)
)
--;
CREATE INDEX ix_roster_ledger_month_id ON roster_ledger (month_id)
--;
CREATE INDEX ix_roster_ledger_staff_id ON roster_ledger (staff_id)
--;
CREATE TABLE roster_swap (
	id BIGSERIAL NOT NULL, 
	month_id BIGINT NOT NULL, 
	giver_id BIGINT NOT NULL, 
	taker_id BIGINT NOT NULL, 
	given_day DATE NOT NULL, 
	taken_day DATE, 
	state VARCHAR(10) NOT NULL, 
	reason VARCHAR(200) NOT NULL, 
	agreed_by VARCHAR(60) NOT NULL, 
	agreed_at TIMESTAMP WITHOUT TIME ZONE, 
	decided_by VARCHAR(60) NOT NULL, 
	decided_at TIMESTAMP WITHOUT TIME ZONE, 
	decision_note VARCHAR(200) NOT NULL, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_roster_swap PRIMARY KEY (id), 
	CONSTRAINT ck_roster_swap_two CHECK (giver_id <> taker_id), 
	CONSTRAINT ck_roster_swap_state CHECK (state IN ('asked', 'agreed', 'approved', 'refused', 'withdrawn')), 
	CONSTRAINT fk_roster_swap_month_id_roster_month FOREIGN KEY(month_id) REFERENCES roster_month (id), 
	CONSTRAINT fk_roster_swap_giver_id_staff_member FOREIGN KEY(giver_id) REFERENCES staff_member (id), 
	CONSTRAINT fk_roster_swap_taker_id_staff_member FOREIGN KEY(taker_id) REFERENCES staff_member (id)
)
--;
CREATE INDEX ix_roster_swap_giver_id ON roster_swap (giver_id)
--;
CREATE INDEX ix_roster_swap_month_id ON roster_swap (month_id)
--;
CREATE INDEX ix_roster_swap_taker_id ON roster_swap (taker_id)
--;
CREATE TABLE roster_wish (
	id BIGSERIAL NOT NULL, 
	staff_id BIGINT NOT NULL, 
	day DATE NOT NULL, 
	wants BOOLEAN NOT NULL, 
	shift VARCHAR(12) NOT NULL, 
	weight INTEGER NOT NULL, 
	withdrawn_at TIMESTAMP WITHOUT TIME ZONE, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_roster_wish PRIMARY KEY (id), 
	CONSTRAINT ck_roster_wish_weight CHECK (weight BETWEEN 1 AND 20), 
	CONSTRAINT fk_roster_wish_staff_id_staff_member FOREIGN KEY(staff_id) REFERENCES staff_member (id)
)
--;
CREATE INDEX ix_roster_wish_day ON roster_wish (day)
--;
CREATE INDEX ix_roster_wish_staff_id ON roster_wish (staff_id)
--;
CREATE UNIQUE INDEX uq_roster_wish_open ON roster_wish (staff_id, day) WHERE withdrawn_at IS NULL
--;
CREATE TABLE sharing_risk (
	id BIGSERIAL NOT NULL, 
	stay_id BIGINT NOT NULL, 
	level VARCHAR(10) NOT NULL, 
	reason VARCHAR(300) NOT NULL, 
	police_by VARCHAR(60) NOT NULL, 
	police_key VARCHAR(80) NOT NULL, 
	nurse_by VARCHAR(60) NOT NULL, 
	nurse_key VARCHAR(80) NOT NULL, 
	from_at TIMESTAMP WITHOUT TIME ZONE, 
	until_at TIMESTAMP WITHOUT TIME ZONE, 
	review_on DATE, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_sharing_risk PRIMARY KEY (id), 
	CONSTRAINT ck_sharing_risk_two_people CHECK (police_key = '' OR police_key <> nurse_key), 
	CONSTRAINT fk_sharing_risk_stay_id_stay FOREIGN KEY(stay_id) REFERENCES stay (id) ON DELETE RESTRICT
)
--;
CREATE INDEX ix_sharing_risk_stay_id ON sharing_risk (stay_id)
--;
CREATE TABLE staff_certificate (
	id BIGSERIAL NOT NULL, 
	staff_id BIGINT NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	number VARCHAR(40) NOT NULL, 
	scope VARCHAR(80) NOT NULL, 
	issued_on DATE, 
	expires_on DATE, 
	replaced_at TIMESTAMP WITHOUT TIME ZONE, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_staff_certificate PRIMARY KEY (id), 
	CONSTRAINT ck_staff_certificate_dates CHECK (expires_on IS NULL OR issued_on IS NULL OR expires_on >= issued_on), 
	CONSTRAINT fk_staff_certificate_staff_id_staff_member FOREIGN KEY(staff_id) REFERENCES staff_member (id)
)
--;
CREATE INDEX ix_staff_certificate_staff_id ON staff_certificate (staff_id)
--;
CREATE TABLE staff_leave (
	id BIGSERIAL NOT NULL, 
	staff_id BIGINT NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	from_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	until_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	remarks VARCHAR(200) NOT NULL, 
	cancelled_at TIMESTAMP WITHOUT TIME ZONE, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_staff_leave PRIMARY KEY (id), 
	CONSTRAINT ck_staff_leave_kind CHECK (kind IN ('annual', 'sick', 'personal', 'marriage', 'maternity', 'bereavement', 'business', 'training', 'compensatory')), 
	CONSTRAINT ck_staff_leave_order CHECK (until_at > from_at), 
	CONSTRAINT fk_staff_leave_staff_id_staff_member FOREIGN KEY(staff_id) REFERENCES staff_member (id)
)
--;
CREATE INDEX ix_staff_leave_staff_id_from_at ON staff_leave (staff_id, from_at)
--;
CREATE TABLE staff_maternity (
	id BIGSERIAL NOT NULL, 
	staff_id BIGINT NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	since DATE NOT NULL, 
	ended DATE, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_staff_maternity PRIMARY KEY (id), 
	CONSTRAINT ck_staff_maternity_kind CHECK (kind IN ('pregnant', 'nursing')), 
	CONSTRAINT ck_staff_maternity_order CHECK (ended IS NULL OR ended >= since), 
	CONSTRAINT fk_staff_maternity_staff_id_staff_member FOREIGN KEY(staff_id) REFERENCES staff_member (id)
)
--;
CREATE INDEX ix_staff_maternity_staff_id ON staff_maternity (staff_id)
--;
CREATE TABLE staff_relation (
	id BIGSERIAL NOT NULL, 
	staff_id BIGINT NOT NULL, 
	person_id BIGINT NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	remarks VARCHAR(200) NOT NULL, 
	ended_at TIMESTAMP WITHOUT TIME ZONE, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_staff_relation PRIMARY KEY (id), 
	CONSTRAINT fk_staff_relation_staff_id_staff_member FOREIGN KEY(staff_id) REFERENCES staff_member (id)
)
--;
CREATE INDEX ix_staff_relation_person_id ON staff_relation (person_id)
--;
CREATE INDEX ix_staff_relation_staff_id ON staff_relation (staff_id)
--;
CREATE TABLE staff_secondment (
	id BIGSERIAL NOT NULL, 
	staff_id BIGINT NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	home_unit VARCHAR(80) NOT NULL, 
	host_unit VARCHAR(80) NOT NULL, 
	batch VARCHAR(20) NOT NULL, 
	first_day DATE NOT NULL, 
	last_day DATE NOT NULL, 
	post VARCHAR(40) NOT NULL, 
	mentor VARCHAR(40) NOT NULL, 
	tasks TEXT NOT NULL, 
	cancelled_at TIMESTAMP WITHOUT TIME ZONE, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_staff_secondment PRIMARY KEY (id), 
	CONSTRAINT ck_staff_secondment_order CHECK (last_day >= first_day), 
	CONSTRAINT fk_staff_secondment_staff_id_staff_member FOREIGN KEY(staff_id) REFERENCES staff_member (id)
)
--;
CREATE INDEX ix_staff_secondment_staff_id ON staff_secondment (staff_id)
--;
CREATE TABLE staff_zone (
	id BIGSERIAL NOT NULL, 
	staff_id BIGINT NOT NULL, 
	zone_id BIGINT NOT NULL, 
	side VARCHAR(8) NOT NULL, 
	head BOOLEAN NOT NULL, 
	from_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	until_at TIMESTAMP WITHOUT TIME ZONE, 
	cancelled_at TIMESTAMP WITHOUT TIME ZONE, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_staff_zone PRIMARY KEY (id), 
	CONSTRAINT ck_staff_zone_side CHECK (side IN ('', 'police', 'hospital')), 
	CONSTRAINT ck_staff_zone_order CHECK (until_at IS NULL OR until_at > from_at), 
	CONSTRAINT ck_staff_zone_head_side CHECK (side <> '' OR NOT head), 
	CONSTRAINT fk_staff_zone_staff_id_staff_member FOREIGN KEY(staff_id) REFERENCES staff_member (id)
)
--;
CREATE INDEX ix_staff_zone_staff_id_from_at ON staff_zone (staff_id, from_at)
--;
CREATE INDEX ix_staff_zone_zone_id ON staff_zone (zone_id)
--;
CREATE TABLE stay_mark (
	mark_group VARCHAR(12) NOT NULL, 
	kind VARCHAR(24) NOT NULL, 
	value VARCHAR(200) NOT NULL, 
	level VARCHAR(6) NOT NULL, 
	restricted BOOLEAN NOT NULL, 
	review_on DATE, 
	id BIGSERIAL NOT NULL, 
	from_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	until_at TIMESTAMP WITHOUT TIME ZONE, 
	revoked_at TIMESTAMP WITHOUT TIME ZONE, 
	reason VARCHAR(200) NOT NULL, 
	stay_id BIGINT NOT NULL, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_stay_mark PRIMARY KEY (id), 
	CONSTRAINT fk_stay_mark_stay_id_stay FOREIGN KEY(stay_id) REFERENCES stay (id) ON DELETE RESTRICT
)
--;
CREATE INDEX ix_stay_mark_stay_id ON stay_mark (stay_id)
--;
CREATE TABLE talk (
	ended_at TIMESTAMP WITHOUT TIME ZONE, 
	triggers VARCHAR(300) NOT NULL, 
	follow_up_on DATE, 
	id BIGSERIAL NOT NULL, 
	kind VARCHAR(24) NOT NULL, 
	at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	status VARCHAR(10) NOT NULL, 
	version_no INTEGER NOT NULL, 
	author_account BIGINT, 
	signed_at TIMESTAMP WITHOUT TIME ZONE, 
	signer VARCHAR(60) NOT NULL, 
	signer_title VARCHAR(40) NOT NULL, 
	signer_account BIGINT, 
	needs_cosign BOOLEAN NOT NULL, 
	cosigner VARCHAR(60) NOT NULL, 
	cosigned_at TIMESTAMP WITHOUT TIME ZONE, 
	altered BOOLEAN NOT NULL, 
	void_reason VARCHAR(300) NOT NULL, 
	stay_id BIGINT NOT NULL, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_talk PRIMARY KEY (id), 
	CONSTRAINT fk_talk_stay_id_stay FOREIGN KEY(stay_id) REFERENCES stay (id) ON DELETE RESTRICT
)
--;
CREATE INDEX ix_talk_at ON talk (at)
--;
CREATE INDEX ix_talk_status ON talk (status)
--;
CREATE INDEX ix_talk_stay_at ON talk (stay_id, at)
--;
CREATE INDEX ix_talk_stay_id ON talk (stay_id)
--;
CREATE TABLE term_extension (
	id BIGSERIAL NOT NULL, 
	stay_id BIGINT NOT NULL, 
	months INTEGER NOT NULL, 
	decided_on DATE NOT NULL, 
	decision_no VARCHAR(60) NOT NULL, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_term_extension PRIMARY KEY (id), 
	CONSTRAINT ck_term_extension_months CHECK (months BETWEEN 1 AND 12), 
	CONSTRAINT fk_term_extension_stay_id_stay FOREIGN KEY(stay_id) REFERENCES stay (id) ON DELETE RESTRICT
)
--;
CREATE INDEX ix_term_extension_stay_id ON term_extension (stay_id)
--;
CREATE TABLE account_role (
	id BIGSERIAL NOT NULL, 
	account_id BIGINT NOT NULL, 
	role VARCHAR(16) NOT NULL, 
	granted_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	granted_by VARCHAR(60) NOT NULL, 
	revoked_at TIMESTAMP WITHOUT TIME ZONE, 
	revoked_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_account_role PRIMARY KEY (id), 
	CONSTRAINT ck_account_role_role CHECK (role IN ('police', 'aux_police', 'guard', 'doctor', 'nurse', 'pharmacist', 'counselor', 'social_worker', 'finance', 'director', 'joint_office', 'archivist', 'it_admin', 'sec_admin', 'audit_admin', 'inspector')), 
	CONSTRAINT fk_account_role_account_id_account FOREIGN KEY(account_id) REFERENCES account (id)
)
--;
CREATE INDEX ix_account_role_account_id ON account_role (account_id)
--;
CREATE UNIQUE INDEX uq_account_role_open ON account_role (account_id, role) WHERE revoked_at IS NULL
--;
CREATE TABLE bed_cleaning (
	id BIGSERIAL NOT NULL, 
	bed_id BIGINT NOT NULL, 
	change_id BIGINT, 
	disinfect BOOLEAN NOT NULL, 
	from_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	started_at TIMESTAMP WITHOUT TIME ZONE, 
	ready_at TIMESTAMP WITHOUT TIME ZONE, 
	signed_at TIMESTAMP WITHOUT TIME ZONE, 
	signed_by VARCHAR(60) NOT NULL, 
	note VARCHAR(200) NOT NULL, 
	revoked_at TIMESTAMP WITHOUT TIME ZONE, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_bed_cleaning PRIMARY KEY (id), 
	CONSTRAINT fk_bed_cleaning_bed_id_bed FOREIGN KEY(bed_id) REFERENCES bed (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_bed_cleaning_change_id_placement_change FOREIGN KEY(change_id) REFERENCES placement_change (id) ON DELETE RESTRICT
)
--;
CREATE INDEX ix_bed_cleaning_bed_id ON bed_cleaning (bed_id)
--;
CREATE INDEX ix_bed_cleaning_change_id ON bed_cleaning (change_id)
--;
CREATE INDEX ix_bed_cleaning_owed ON bed_cleaning (signed_at, from_at)
--;
CREATE TABLE bed_closure (
	id BIGSERIAL NOT NULL, 
	bed_id BIGINT NOT NULL, 
	reason VARCHAR(12) NOT NULL, 
	note VARCHAR(200) NOT NULL, 
	from_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	until_at TIMESTAMP WITHOUT TIME ZONE, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_bed_closure PRIMARY KEY (id), 
	CONSTRAINT fk_bed_closure_bed_id_bed FOREIGN KEY(bed_id) REFERENCES bed (id) ON DELETE RESTRICT
)
--;
CREATE INDEX ix_bed_closure_bed_id ON bed_closure (bed_id)
--;
CREATE TABLE delegation (
	id BIGSERIAL NOT NULL, 
	giver_id BIGINT NOT NULL, 
	taker_id BIGINT NOT NULL, 
	role VARCHAR(16) NOT NULL, 
	from_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	until_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	reason VARCHAR(200) NOT NULL, 
	revoked_at TIMESTAMP WITHOUT TIME ZONE, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_delegation PRIMARY KEY (id), 
	CONSTRAINT ck_delegation_order CHECK (until_at > from_at), 
	CONSTRAINT ck_delegation_two CHECK (giver_id <> taker_id), 
	CONSTRAINT ck_delegation_role CHECK (role NOT IN ('it_admin', 'sec_admin', 'audit_admin')), 
	CONSTRAINT fk_delegation_giver_id_account FOREIGN KEY(giver_id) REFERENCES account (id), 
	CONSTRAINT fk_delegation_taker_id_account FOREIGN KEY(taker_id) REFERENCES account (id)
)
--;
CREATE INDEX ix_delegation_giver_id ON delegation (giver_id)
--;
CREATE INDEX ix_delegation_taker_id ON delegation (taker_id)
--;
CREATE TABLE desk_session (
	id BIGSERIAL NOT NULL, 
	account_id BIGINT NOT NULL, 
	workstation VARCHAR(80) NOT NULL, 
	started_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	ended_at TIMESTAMP WITHOUT TIME ZONE, 
	ended_how VARCHAR(16) NOT NULL, 
	CONSTRAINT pk_desk_session PRIMARY KEY (id), 
	CONSTRAINT fk_desk_session_account_id_account FOREIGN KEY(account_id) REFERENCES account (id)
)
--;
CREATE INDEX ix_desk_session_account_id ON desk_session (account_id)
--;
CREATE TABLE fee_adjustment_day (
	id BIGSERIAL NOT NULL, 
	adjustment_id BIGINT NOT NULL, 
	stay_id BIGINT NOT NULL, 
	day DATE NOT NULL, 
	version_id BIGINT, 
	fee_class VARCHAR(4) NOT NULL, 
	part VARCHAR(6) NOT NULL, 
	rate BIGINT NOT NULL, 
	supplement BIGINT NOT NULL, 
	CONSTRAINT pk_fee_adjustment_day PRIMARY KEY (id), 
	CONSTRAINT uq_fee_adjustment_day_adjustment_id_day UNIQUE (adjustment_id, day), 
	CONSTRAINT fk_fee_adjustment_day_adjustment_id_fee_adjustment FOREIGN KEY(adjustment_id) REFERENCES fee_adjustment (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_fee_adjustment_day_stay_id_stay FOREIGN KEY(stay_id) REFERENCES stay (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_fee_adjustment_day_version_id_fee_contract_version FOREIGN KEY(version_id) REFERENCES fee_contract_version (id) ON DELETE RESTRICT
)
--;
CREATE INDEX ix_fee_adjustment_day_where ON fee_adjustment_day (stay_id, day)
--;
CREATE TABLE fee_payment (
	id BIGSERIAL NOT NULL, 
	statement_id BIGINT NOT NULL, 
	payer VARCHAR(120) NOT NULL, 
	received_on DATE NOT NULL, 
	amount BIGINT NOT NULL, 
	receipt VARCHAR(60) NOT NULL, 
	note VARCHAR(200) NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_fee_payment PRIMARY KEY (id), 
	CONSTRAINT ck_fee_payment_amount_given CHECK (amount <> 0), 
	CONSTRAINT fk_fee_payment_statement_id_fee_statement FOREIGN KEY(statement_id) REFERENCES fee_statement (id) ON DELETE RESTRICT, 
	CONSTRAINT uq_fee_payment_receipt UNIQUE (receipt)
)
--;
CREATE INDEX ix_fee_payment_statement_id ON fee_payment (statement_id)
--;
CREATE TABLE fee_statement_line (
	id BIGSERIAL NOT NULL, 
	statement_id BIGINT NOT NULL, 
	place INTEGER NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	contract_version INTEGER NOT NULL, 
	fee_class VARCHAR(4) NOT NULL, 
	part VARCHAR(6) NOT NULL, 
	days INTEGER NOT NULL, 
	rate BIGINT NOT NULL, 
	amount BIGINT NOT NULL, 
	CONSTRAINT pk_fee_statement_line PRIMARY KEY (id), 
	CONSTRAINT uq_fee_statement_line_statement_id_place UNIQUE (statement_id, place), 
	CONSTRAINT fk_fee_statement_line_statement_id_fee_statement FOREIGN KEY(statement_id) REFERENCES fee_statement (id) ON DELETE RESTRICT
)
--;
CREATE TABLE move_request (
	id BIGSERIAL NOT NULL, 
	stay_id BIGINT NOT NULL, 
	from_bed_id BIGINT, 
	to_bed_id BIGINT NOT NULL, 
	crosses BOOLEAN NOT NULL, 
	reason VARCHAR(300) NOT NULL, 
	illness BOOLEAN NOT NULL, 
	doctor_opinion VARCHAR(300) NOT NULL, 
	doctor_by VARCHAR(60) NOT NULL, 
	belongings VARCHAR(300) NOT NULL, 
	records_handed BOOLEAN NOT NULL, 
	status VARCHAR(10) NOT NULL, 
	medical_by VARCHAR(60) NOT NULL, 
	medical_key VARCHAR(80) NOT NULL, 
	medical_at TIMESTAMP WITHOUT TIME ZONE, 
	security_by VARCHAR(60) NOT NULL, 
	security_key VARCHAR(80) NOT NULL, 
	security_at TIMESTAMP WITHOUT TIME ZONE, 
	received_by VARCHAR(60) NOT NULL, 
	closed_at TIMESTAMP WITHOUT TIME ZONE, 
	answer VARCHAR(300) NOT NULL, 
	change_id BIGINT, 
	version INTEGER NOT NULL, 
	entered_key VARCHAR(80) NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_move_request PRIMARY KEY (id), 
	CONSTRAINT ck_move_request_two_people CHECK (medical_key = '' OR medical_key <> security_key), 
	CONSTRAINT fk_move_request_stay_id_stay FOREIGN KEY(stay_id) REFERENCES stay (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_move_request_from_bed_id_bed FOREIGN KEY(from_bed_id) REFERENCES bed (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_move_request_to_bed_id_bed FOREIGN KEY(to_bed_id) REFERENCES bed (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_move_request_change_id_placement_change FOREIGN KEY(change_id) REFERENCES placement_change (id) ON DELETE RESTRICT
)
--;
CREATE INDEX ix_move_request_stay_id ON move_request (stay_id)
--;
CREATE INDEX ix_move_request_to_bed_id ON move_request (to_bed_id)
--;
CREATE UNIQUE INDEX uq_move_request_open ON move_request (stay_id) WHERE closed_at IS NULL
--;
CREATE TABLE move_set_line (
	id BIGSERIAL NOT NULL, 
	set_id BIGINT NOT NULL, 
	stay_id BIGINT NOT NULL, 
	from_bed_id BIGINT, 
	to_bed_id BIGINT NOT NULL, 
	CONSTRAINT pk_move_set_line PRIMARY KEY (id), 
	CONSTRAINT uq_move_set_line_set_id_stay_id UNIQUE (set_id, stay_id), 
	CONSTRAINT fk_move_set_line_set_id_move_set FOREIGN KEY(set_id) REFERENCES move_set (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_move_set_line_stay_id_stay FOREIGN KEY(stay_id) REFERENCES stay (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_move_set_line_from_bed_id_bed FOREIGN KEY(from_bed_id) REFERENCES bed (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_move_set_line_to_bed_id_bed FOREIGN KEY(to_bed_id) REFERENCES bed (id) ON DELETE RESTRICT
)
--;
CREATE INDEX ix_move_set_line_stay_id ON move_set_line (stay_id)
--;
CREATE TABLE note_version (
	id BIGSERIAL NOT NULL, 
	version_no INTEGER NOT NULL, 
	status VARCHAR(10) NOT NULL, 
	content TEXT NOT NULL, 
	content_hash VARCHAR(64) NOT NULL, 
	prev_link VARCHAR(64) NOT NULL, 
	link VARCHAR(64) NOT NULL, 
	author VARCHAR(60) NOT NULL, 
	signer VARCHAR(60) NOT NULL, 
	signer_role VARCHAR(200) NOT NULL, 
	signer_title VARCHAR(40) NOT NULL, 
	account_id BIGINT, 
	at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	reason VARCHAR(300) NOT NULL, 
	workstation VARCHAR(80) NOT NULL, 
	record_id BIGINT NOT NULL, 
	CONSTRAINT pk_note_version PRIMARY KEY (id), 
	CONSTRAINT fk_note_version_record_id_note FOREIGN KEY(record_id) REFERENCES note (id) ON DELETE RESTRICT
)
--;
CREATE INDEX ix_note_version_record_id ON note_version (record_id)
--;
CREATE TABLE occupancy (
	id BIGSERIAL NOT NULL, 
	stay_id BIGINT NOT NULL, 
	bed_id BIGINT NOT NULL, 
	from_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	until_at TIMESTAMP WITHOUT TIME ZONE, 
	revoked_at TIMESTAMP WITHOUT TIME ZONE, 
	reason VARCHAR(300) NOT NULL, 
	opened_by_id BIGINT NOT NULL, 
	closed_by_id BIGINT, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_occupancy PRIMARY KEY (id), 
	CONSTRAINT fk_occupancy_stay_id_stay FOREIGN KEY(stay_id) REFERENCES stay (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_occupancy_bed_id_bed FOREIGN KEY(bed_id) REFERENCES bed (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_occupancy_opened_by_id_placement_change FOREIGN KEY(opened_by_id) REFERENCES placement_change (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_occupancy_closed_by_id_placement_change FOREIGN KEY(closed_by_id) REFERENCES placement_change (id) ON DELETE RESTRICT
)
--;
CREATE INDEX ix_occupancy_bed_id ON occupancy (bed_id)
--;
CREATE INDEX ix_occupancy_closed_by_id ON occupancy (closed_by_id)
--;
CREATE INDEX ix_occupancy_ends ON occupancy (until_at, from_at)
--;
CREATE INDEX ix_occupancy_from_at ON occupancy (from_at)
--;
CREATE INDEX ix_occupancy_opened_by_id ON occupancy (opened_by_id)
--;
CREATE INDEX ix_occupancy_stay_id ON occupancy (stay_id)
--;
CREATE TABLE password_history (
	id BIGSERIAL NOT NULL, 
	account_id BIGINT NOT NULL, 
	password_hash VARCHAR(200) NOT NULL, 
	at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	CONSTRAINT pk_password_history PRIMARY KEY (id), 
	CONSTRAINT fk_password_history_account_id_account FOREIGN KEY(account_id) REFERENCES account (id)
)
--;
CREATE INDEX ix_password_history_account_id ON password_history (account_id)
--;
CREATE TABLE placement_override (
	id BIGSERIAL NOT NULL, 
	stay_id BIGINT NOT NULL, 
	bed_id BIGINT NOT NULL, 
	rule VARCHAR(8) NOT NULL, 
	hours INTEGER, 
	reason VARCHAR(300) NOT NULL, 
	agreed VARCHAR(400) NOT NULL, 
	from_at TIMESTAMP WITHOUT TIME ZONE, 
	until_at TIMESTAMP WITHOUT TIME ZONE, 
	withdrawn_at TIMESTAMP WITHOUT TIME ZONE, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_placement_override PRIMARY KEY (id), 
	CONSTRAINT fk_placement_override_stay_id_stay FOREIGN KEY(stay_id) REFERENCES stay (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_placement_override_bed_id_bed FOREIGN KEY(bed_id) REFERENCES bed (id) ON DELETE RESTRICT
)
--;
CREATE INDEX ix_placement_override_bed_id ON placement_override (bed_id)
--;
CREATE INDEX ix_placement_override_stay_id ON placement_override (stay_id)
--;
CREATE TABLE reservation (
	id BIGSERIAL NOT NULL, 
	bed_id BIGINT NOT NULL, 
	stay_id BIGINT, 
	for_whom VARCHAR(60) NOT NULL, 
	reason VARCHAR(200) NOT NULL, 
	from_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	until_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	released_at TIMESTAMP WITHOUT TIME ZONE, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_reservation PRIMARY KEY (id), 
	CONSTRAINT fk_reservation_bed_id_bed FOREIGN KEY(bed_id) REFERENCES bed (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_reservation_stay_id_stay FOREIGN KEY(stay_id) REFERENCES stay (id) ON DELETE RESTRICT
)
--;
CREATE INDEX ix_reservation_bed_id ON reservation (bed_id)
--;
CREATE INDEX ix_reservation_stay_id ON reservation (stay_id)
--;
CREATE TABLE talk_demand (
	id BIGSERIAL NOT NULL, 
	talk_id BIGINT NOT NULL, 
	stay_id BIGINT NOT NULL, 
	wish VARCHAR(300) NOT NULL, 
	owner VARCHAR(60) NOT NULL, 
	due_on DATE NOT NULL, 
	answered_at TIMESTAMP WITHOUT TIME ZONE, 
	answer TEXT NOT NULL, 
	answered_by VARCHAR(60) NOT NULL, 
	version INTEGER NOT NULL, 
	entered_at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	entered_by VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_talk_demand PRIMARY KEY (id), 
	CONSTRAINT ck_talk_demand_answer_whole CHECK ((answered_at IS NULL) = (answer = '')), 
	CONSTRAINT fk_talk_demand_talk_id_talk FOREIGN KEY(talk_id) REFERENCES talk (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_talk_demand_stay_id_stay FOREIGN KEY(stay_id) REFERENCES stay (id) ON DELETE RESTRICT
)
--;
CREATE INDEX ix_talk_demand_stay_id ON talk_demand (stay_id)
--;
CREATE INDEX ix_talk_demand_talk_id ON talk_demand (talk_id)
--;
CREATE TABLE talk_version (
	id BIGSERIAL NOT NULL, 
	version_no INTEGER NOT NULL, 
	status VARCHAR(10) NOT NULL, 
	content TEXT NOT NULL, 
	content_hash VARCHAR(64) NOT NULL, 
	prev_link VARCHAR(64) NOT NULL, 
	link VARCHAR(64) NOT NULL, 
	author VARCHAR(60) NOT NULL, 
	signer VARCHAR(60) NOT NULL, 
	signer_role VARCHAR(200) NOT NULL, 
	signer_title VARCHAR(40) NOT NULL, 
	account_id BIGINT, 
	at TIMESTAMP WITHOUT TIME ZONE NOT NULL, 
	reason VARCHAR(300) NOT NULL, 
	workstation VARCHAR(80) NOT NULL, 
	record_id BIGINT NOT NULL, 
	CONSTRAINT pk_talk_version PRIMARY KEY (id), 
	CONSTRAINT fk_talk_version_record_id_talk FOREIGN KEY(record_id) REFERENCES talk (id) ON DELETE RESTRICT
)
--;
CREATE INDEX ix_talk_version_record_id ON talk_version (record_id)
--;
CREATE FUNCTION gd_absence_end_before_start_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.until_at IS NOT NULL AND NEW.until_at < NEW.from_at THEN RAISE EXCEPTION 'guard:absence_end_before_start'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_absence_end_before_start_insert BEFORE INSERT ON absence FOR EACH ROW EXECUTE FUNCTION gd_absence_end_before_start_insert()
--;
CREATE FUNCTION gd_absence_end_before_start_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.until_at IS NOT NULL AND NEW.until_at < NEW.from_at THEN RAISE EXCEPTION 'guard:absence_end_before_start'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_absence_end_before_start_update BEFORE UPDATE ON absence FOR EACH ROW EXECUTE FUNCTION gd_absence_end_before_start_update()
--;
CREATE FUNCTION gd_absence_kept_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:absence_kept'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_absence_kept_delete BEFORE DELETE ON absence FOR EACH ROW EXECUTE FUNCTION gd_absence_kept_delete()
--;
ALTER TABLE absence ADD CONSTRAINT ex_absence_overlap EXCLUDE USING gist (stay_id WITH =, tsrange(from_at, until_at) WITH &&) WHERE (true AND (revoked_at IS NULL)) DEFERRABLE INITIALLY IMMEDIATE
--;
CREATE FUNCTION gd_account_admin_alone_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.revoked_at IS NULL AND EXISTS (SELECT 1 FROM account_role o WHERE o.account_id = NEW.account_id AND o.role <> NEW.role AND o.revoked_at IS NULL AND (o.role IN ('it_admin', 'sec_admin', 'audit_admin') OR NEW.role IN ('it_admin', 'sec_admin', 'audit_admin'))) THEN RAISE EXCEPTION 'guard:account_admin_alone'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_account_admin_alone_insert BEFORE INSERT ON account_role FOR EACH ROW EXECUTE FUNCTION gd_account_admin_alone_insert()
--;
CREATE FUNCTION gd_audit_event_append_only_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:audit_event_append_only'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_audit_event_append_only_update BEFORE UPDATE ON audit_event FOR EACH ROW EXECUTE FUNCTION gd_audit_event_append_only_update()
--;
CREATE FUNCTION gd_audit_event_append_only_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:audit_event_append_only'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_audit_event_append_only_delete BEFORE DELETE ON audit_event FOR EACH ROW EXECUTE FUNCTION gd_audit_event_append_only_delete()
--;
CREATE FUNCTION gd_bed_closure_end_before_start_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.until_at IS NOT NULL AND NEW.until_at < NEW.from_at THEN RAISE EXCEPTION 'guard:bed_closure_end_before_start'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_bed_closure_end_before_start_insert BEFORE INSERT ON bed_closure FOR EACH ROW EXECUTE FUNCTION gd_bed_closure_end_before_start_insert()
--;
CREATE FUNCTION gd_bed_closure_end_before_start_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.until_at IS NOT NULL AND NEW.until_at < NEW.from_at THEN RAISE EXCEPTION 'guard:bed_closure_end_before_start'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_bed_closure_end_before_start_update BEFORE UPDATE ON bed_closure FOR EACH ROW EXECUTE FUNCTION gd_bed_closure_end_before_start_update()
--;
CREATE FUNCTION gd_bed_closure_kept_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:bed_closure_kept'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_bed_closure_kept_delete BEFORE DELETE ON bed_closure FOR EACH ROW EXECUTE FUNCTION gd_bed_closure_kept_delete()
--;
ALTER TABLE bed_closure ADD CONSTRAINT ex_bed_closure_overlap EXCLUDE USING gist (bed_id WITH =, tsrange(from_at, until_at) WITH &&) WHERE (true) DEFERRABLE INITIALLY IMMEDIATE
--;
CREATE FUNCTION gd_care_level_end_before_start_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.until_at IS NOT NULL AND NEW.until_at < NEW.from_at THEN RAISE EXCEPTION 'guard:care_level_end_before_start'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_care_level_end_before_start_insert BEFORE INSERT ON care_level FOR EACH ROW EXECUTE FUNCTION gd_care_level_end_before_start_insert()
--;
CREATE FUNCTION gd_care_level_end_before_start_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.until_at IS NOT NULL AND NEW.until_at < NEW.from_at THEN RAISE EXCEPTION 'guard:care_level_end_before_start'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_care_level_end_before_start_update BEFORE UPDATE ON care_level FOR EACH ROW EXECUTE FUNCTION gd_care_level_end_before_start_update()
--;
CREATE FUNCTION gd_care_level_kept_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:care_level_kept'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_care_level_kept_delete BEFORE DELETE ON care_level FOR EACH ROW EXECUTE FUNCTION gd_care_level_kept_delete()
--;
ALTER TABLE care_level ADD CONSTRAINT ex_care_level_overlap EXCLUDE USING gist (stay_id WITH =, tsrange(from_at, until_at) WITH &&) WHERE (true AND (revoked_at IS NULL)) DEFERRABLE INITIALLY IMMEDIATE
--;
CREATE FUNCTION gd_condition_level_end_before_start_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.until_at IS NOT NULL AND NEW.until_at < NEW.from_at THEN RAISE EXCEPTION 'guard:condition_level_end_before_start'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_condition_level_end_before_start_insert BEFORE INSERT ON condition_level FOR EACH ROW EXECUTE FUNCTION gd_condition_level_end_before_start_insert()
--;
CREATE FUNCTION gd_condition_level_end_before_start_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.until_at IS NOT NULL AND NEW.until_at < NEW.from_at THEN RAISE EXCEPTION 'guard:condition_level_end_before_start'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_condition_level_end_before_start_update BEFORE UPDATE ON condition_level FOR EACH ROW EXECUTE FUNCTION gd_condition_level_end_before_start_update()
--;
CREATE FUNCTION gd_condition_level_kept_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:condition_level_kept'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_condition_level_kept_delete BEFORE DELETE ON condition_level FOR EACH ROW EXECUTE FUNCTION gd_condition_level_kept_delete()
--;
ALTER TABLE condition_level ADD CONSTRAINT ex_condition_level_overlap EXCLUDE USING gist (stay_id WITH =, tsrange(from_at, until_at) WITH &&) WHERE (true AND (revoked_at IS NULL)) DEFERRABLE INITIALLY IMMEDIATE
--;
CREATE FUNCTION gd_cost_entry_append_only_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:cost_entry_append_only'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_cost_entry_append_only_update BEFORE UPDATE ON cost_entry FOR EACH ROW EXECUTE FUNCTION gd_cost_entry_append_only_update()
--;
CREATE FUNCTION gd_cost_entry_append_only_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:cost_entry_append_only'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_cost_entry_append_only_delete BEFORE DELETE ON cost_entry FOR EACH ROW EXECUTE FUNCTION gd_cost_entry_append_only_delete()
--;
CREATE FUNCTION gd_cost_entry_closed_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM fee_period p WHERE p.id = NEW.period_id AND p.state = 'closed') THEN RAISE EXCEPTION 'guard:cost_entry_closed'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_cost_entry_closed_insert BEFORE INSERT ON cost_entry FOR EACH ROW EXECUTE FUNCTION gd_cost_entry_closed_insert()
--;
CREATE FUNCTION gd_fee_adjustment_closed_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM fee_period p WHERE p.id = NEW.period_id AND p.state = 'closed') THEN RAISE EXCEPTION 'guard:fee_adjustment_closed'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_fee_adjustment_closed_insert BEFORE INSERT ON fee_adjustment FOR EACH ROW EXECUTE FUNCTION gd_fee_adjustment_closed_insert()
--;
CREATE FUNCTION gd_fee_adjustment_closed_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM fee_period p WHERE p.id = NEW.period_id AND p.state = 'closed') THEN RAISE EXCEPTION 'guard:fee_adjustment_closed'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_fee_adjustment_closed_update BEFORE UPDATE ON fee_adjustment FOR EACH ROW EXECUTE FUNCTION gd_fee_adjustment_closed_update()
--;
CREATE FUNCTION gd_fee_adjustment_kept_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:fee_adjustment_kept'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_fee_adjustment_kept_delete BEFORE DELETE ON fee_adjustment FOR EACH ROW EXECUTE FUNCTION gd_fee_adjustment_kept_delete()
--;
CREATE FUNCTION gd_fee_adjustment_moved_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM fee_period p WHERE p.id = OLD.period_id AND p.state = 'closed') THEN RAISE EXCEPTION 'guard:fee_adjustment_moved'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_fee_adjustment_moved_update BEFORE UPDATE ON fee_adjustment FOR EACH ROW EXECUTE FUNCTION gd_fee_adjustment_moved_update()
--;
CREATE FUNCTION gd_fee_adjustment_day_append_only_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:fee_adjustment_day_append_only'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_fee_adjustment_day_append_only_update BEFORE UPDATE ON fee_adjustment_day FOR EACH ROW EXECUTE FUNCTION gd_fee_adjustment_day_append_only_update()
--;
CREATE FUNCTION gd_fee_adjustment_day_append_only_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:fee_adjustment_day_append_only'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_fee_adjustment_day_append_only_delete BEFORE DELETE ON fee_adjustment_day FOR EACH ROW EXECUTE FUNCTION gd_fee_adjustment_day_append_only_delete()
--;
CREATE FUNCTION gd_fee_class_end_before_start_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.until_at IS NOT NULL AND NEW.until_at < NEW.from_at THEN RAISE EXCEPTION 'guard:fee_class_end_before_start'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_fee_class_end_before_start_insert BEFORE INSERT ON fee_class FOR EACH ROW EXECUTE FUNCTION gd_fee_class_end_before_start_insert()
--;
CREATE FUNCTION gd_fee_class_end_before_start_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.until_at IS NOT NULL AND NEW.until_at < NEW.from_at THEN RAISE EXCEPTION 'guard:fee_class_end_before_start'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_fee_class_end_before_start_update BEFORE UPDATE ON fee_class FOR EACH ROW EXECUTE FUNCTION gd_fee_class_end_before_start_update()
--;
CREATE FUNCTION gd_fee_class_kept_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:fee_class_kept'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_fee_class_kept_delete BEFORE DELETE ON fee_class FOR EACH ROW EXECUTE FUNCTION gd_fee_class_kept_delete()
--;
ALTER TABLE fee_class ADD CONSTRAINT ex_fee_class_overlap EXCLUDE USING gist (stay_id WITH =, tsrange(from_at, until_at) WITH &&) WHERE (true AND (revoked_at IS NULL)) DEFERRABLE INITIALLY IMMEDIATE
--;
CREATE FUNCTION gd_fee_contract_version_append_only_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:fee_contract_version_append_only'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_fee_contract_version_append_only_update BEFORE UPDATE ON fee_contract_version FOR EACH ROW EXECUTE FUNCTION gd_fee_contract_version_append_only_update()
--;
CREATE FUNCTION gd_fee_contract_version_append_only_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:fee_contract_version_append_only'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_fee_contract_version_append_only_delete BEFORE DELETE ON fee_contract_version FOR EACH ROW EXECUTE FUNCTION gd_fee_contract_version_append_only_delete()
--;
CREATE FUNCTION gd_fee_day_closed_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM fee_period p WHERE p.id = NEW.period_id AND (p.state = 'closed' OR NEW.day < p.first_day OR NEW.day > p.last_day)) THEN RAISE EXCEPTION 'guard:fee_day_closed'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_fee_day_closed_insert BEFORE INSERT ON fee_day FOR EACH ROW EXECUTE FUNCTION gd_fee_day_closed_insert()
--;
CREATE FUNCTION gd_fee_day_closed_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM fee_period p WHERE p.id = NEW.period_id AND (p.state = 'closed' OR NEW.day < p.first_day OR NEW.day > p.last_day)) THEN RAISE EXCEPTION 'guard:fee_day_closed'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_fee_day_closed_update BEFORE UPDATE ON fee_day FOR EACH ROW EXECUTE FUNCTION gd_fee_day_closed_update()
--;
CREATE FUNCTION gd_fee_day_closed_old_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM fee_period p WHERE p.id = OLD.period_id AND p.state = 'closed') THEN RAISE EXCEPTION 'guard:fee_day_closed_old'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_fee_day_closed_old_update BEFORE UPDATE ON fee_day FOR EACH ROW EXECUTE FUNCTION gd_fee_day_closed_old_update()
--;
CREATE FUNCTION gd_fee_day_closed_old_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM fee_period p WHERE p.id = OLD.period_id AND p.state = 'closed') THEN RAISE EXCEPTION 'guard:fee_day_closed_old'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_fee_day_closed_old_delete BEFORE DELETE ON fee_day FOR EACH ROW EXECUTE FUNCTION gd_fee_day_closed_old_delete()
--;
CREATE FUNCTION gd_fee_payment_append_only_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:fee_payment_append_only'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_fee_payment_append_only_update BEFORE UPDATE ON fee_payment FOR EACH ROW EXECUTE FUNCTION gd_fee_payment_append_only_update()
--;
CREATE FUNCTION gd_fee_payment_append_only_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:fee_payment_append_only'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_fee_payment_append_only_delete BEFORE DELETE ON fee_payment FOR EACH ROW EXECUTE FUNCTION gd_fee_payment_append_only_delete()
--;
CREATE FUNCTION gd_fee_period_dates_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.first_day <> NEW.first_day OR OLD.last_day <> NEW.last_day OR OLD.month <> NEW.month THEN RAISE EXCEPTION 'guard:fee_period_dates'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_fee_period_dates_update BEFORE UPDATE ON fee_period FOR EACH ROW EXECUTE FUNCTION gd_fee_period_dates_update()
--;
CREATE FUNCTION gd_fee_period_kept_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:fee_period_kept'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_fee_period_kept_delete BEFORE DELETE ON fee_period FOR EACH ROW EXECUTE FUNCTION gd_fee_period_kept_delete()
--;
CREATE FUNCTION gd_fee_period_reopened_alone_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.state = 'closed' AND NEW.state <> 'closed' AND (NEW.reopen_asked_by IS NULL OR NEW.reopen_approved_by IS NULL OR NEW.reopen_asked_key = NEW.reopen_approved_key) THEN RAISE EXCEPTION 'guard:fee_period_reopened_alone'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_fee_period_reopened_alone_update BEFORE UPDATE ON fee_period FOR EACH ROW EXECUTE FUNCTION gd_fee_period_reopened_alone_update()
--;
CREATE FUNCTION gd_fee_rate_append_only_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:fee_rate_append_only'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_fee_rate_append_only_update BEFORE UPDATE ON fee_rate FOR EACH ROW EXECUTE FUNCTION gd_fee_rate_append_only_update()
--;
CREATE FUNCTION gd_fee_rate_append_only_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:fee_rate_append_only'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_fee_rate_append_only_delete BEFORE DELETE ON fee_rate FOR EACH ROW EXECUTE FUNCTION gd_fee_rate_append_only_delete()
--;
CREATE FUNCTION gd_fee_statement_append_only_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:fee_statement_append_only'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_fee_statement_append_only_update BEFORE UPDATE ON fee_statement FOR EACH ROW EXECUTE FUNCTION gd_fee_statement_append_only_update()
--;
CREATE FUNCTION gd_fee_statement_append_only_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:fee_statement_append_only'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_fee_statement_append_only_delete BEFORE DELETE ON fee_statement FOR EACH ROW EXECUTE FUNCTION gd_fee_statement_append_only_delete()
--;
CREATE FUNCTION gd_fee_statement_line_append_only_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:fee_statement_line_append_only'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_fee_statement_line_append_only_update BEFORE UPDATE ON fee_statement_line FOR EACH ROW EXECUTE FUNCTION gd_fee_statement_line_append_only_update()
--;
CREATE FUNCTION gd_fee_statement_line_append_only_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:fee_statement_line_append_only'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_fee_statement_line_append_only_delete BEFORE DELETE ON fee_statement_line FOR EACH ROW EXECUTE FUNCTION gd_fee_statement_line_append_only_delete()
--;
CREATE FUNCTION gd_fee_step_append_only_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:fee_step_append_only'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_fee_step_append_only_update BEFORE UPDATE ON fee_step FOR EACH ROW EXECUTE FUNCTION gd_fee_step_append_only_update()
--;
CREATE FUNCTION gd_fee_step_append_only_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:fee_step_append_only'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_fee_step_append_only_delete BEFORE DELETE ON fee_step FOR EACH ROW EXECUTE FUNCTION gd_fee_step_append_only_delete()
--;
CREATE FUNCTION gd_illness_end_before_start_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.until_at IS NOT NULL AND NEW.until_at < NEW.from_at THEN RAISE EXCEPTION 'guard:illness_end_before_start'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_illness_end_before_start_insert BEFORE INSERT ON illness FOR EACH ROW EXECUTE FUNCTION gd_illness_end_before_start_insert()
--;
CREATE FUNCTION gd_illness_end_before_start_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.until_at IS NOT NULL AND NEW.until_at < NEW.from_at THEN RAISE EXCEPTION 'guard:illness_end_before_start'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_illness_end_before_start_update BEFORE UPDATE ON illness FOR EACH ROW EXECUTE FUNCTION gd_illness_end_before_start_update()
--;
CREATE FUNCTION gd_illness_kept_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:illness_kept'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_illness_kept_delete BEFORE DELETE ON illness FOR EACH ROW EXECUTE FUNCTION gd_illness_kept_delete()
--;
CREATE FUNCTION gd_isolation_order_end_before_start_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.until_at IS NOT NULL AND NEW.until_at < NEW.from_at THEN RAISE EXCEPTION 'guard:isolation_order_end_before_start'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_isolation_order_end_before_start_insert BEFORE INSERT ON isolation_order FOR EACH ROW EXECUTE FUNCTION gd_isolation_order_end_before_start_insert()
--;
CREATE FUNCTION gd_isolation_order_end_before_start_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.until_at IS NOT NULL AND NEW.until_at < NEW.from_at THEN RAISE EXCEPTION 'guard:isolation_order_end_before_start'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_isolation_order_end_before_start_update BEFORE UPDATE ON isolation_order FOR EACH ROW EXECUTE FUNCTION gd_isolation_order_end_before_start_update()
--;
CREATE FUNCTION gd_isolation_order_kept_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:isolation_order_kept'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_isolation_order_kept_delete BEFORE DELETE ON isolation_order FOR EACH ROW EXECUTE FUNCTION gd_isolation_order_kept_delete()
--;
CREATE FUNCTION gd_keep_apart_end_before_start_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.until_at IS NOT NULL AND NEW.until_at < NEW.from_at THEN RAISE EXCEPTION 'guard:keep_apart_end_before_start'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_keep_apart_end_before_start_insert BEFORE INSERT ON keep_apart FOR EACH ROW EXECUTE FUNCTION gd_keep_apart_end_before_start_insert()
--;
CREATE FUNCTION gd_keep_apart_end_before_start_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.until_at IS NOT NULL AND NEW.until_at < NEW.from_at THEN RAISE EXCEPTION 'guard:keep_apart_end_before_start'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_keep_apart_end_before_start_update BEFORE UPDATE ON keep_apart FOR EACH ROW EXECUTE FUNCTION gd_keep_apart_end_before_start_update()
--;
CREATE FUNCTION gd_keep_apart_kept_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:keep_apart_kept'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_keep_apart_kept_delete BEFORE DELETE ON keep_apart FOR EACH ROW EXECUTE FUNCTION gd_keep_apart_kept_delete()
--;
CREATE FUNCTION gd_legal_status_end_before_start_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.until_at IS NOT NULL AND NEW.until_at < NEW.from_at THEN RAISE EXCEPTION 'guard:legal_status_end_before_start'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_legal_status_end_before_start_insert BEFORE INSERT ON legal_status FOR EACH ROW EXECUTE FUNCTION gd_legal_status_end_before_start_insert()
--;
CREATE FUNCTION gd_legal_status_end_before_start_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.until_at IS NOT NULL AND NEW.until_at < NEW.from_at THEN RAISE EXCEPTION 'guard:legal_status_end_before_start'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_legal_status_end_before_start_update BEFORE UPDATE ON legal_status FOR EACH ROW EXECUTE FUNCTION gd_legal_status_end_before_start_update()
--;
CREATE FUNCTION gd_legal_status_kept_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:legal_status_kept'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_legal_status_kept_delete BEFORE DELETE ON legal_status FOR EACH ROW EXECUTE FUNCTION gd_legal_status_kept_delete()
--;
ALTER TABLE legal_status ADD CONSTRAINT ex_legal_status_overlap EXCLUDE USING gist (stay_id WITH =, tsrange(from_at, until_at) WITH &&) WHERE (true AND (revoked_at IS NULL)) DEFERRABLE INITIALLY IMMEDIATE
--;
CREATE FUNCTION gd_move_set_line_append_only_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:move_set_line_append_only'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_move_set_line_append_only_update BEFORE UPDATE ON move_set_line FOR EACH ROW EXECUTE FUNCTION gd_move_set_line_append_only_update()
--;
CREATE FUNCTION gd_move_set_line_append_only_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:move_set_line_append_only'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_move_set_line_append_only_delete BEFORE DELETE ON move_set_line FOR EACH ROW EXECUTE FUNCTION gd_move_set_line_append_only_delete()
--;
CREATE FUNCTION gd_note_follows_versions_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.status <> COALESCE((SELECT v.status FROM note_version v WHERE v.record_id = NEW.id AND v.version_no = NEW.version_no), 'draft') THEN RAISE EXCEPTION 'guard:note_follows_versions'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_note_follows_versions_update BEFORE UPDATE ON note FOR EACH ROW EXECUTE FUNCTION gd_note_follows_versions_update()
--;
CREATE FUNCTION gd_note_kept_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:note_kept'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_note_kept_delete BEFORE DELETE ON note FOR EACH ROW EXECUTE FUNCTION gd_note_kept_delete()
--;
CREATE FUNCTION gd_note_stays_signed_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.status <> 'draft' AND (NEW.status = 'draft' OR NEW.stay_id <> OLD.stay_id OR NEW.kind <> OLD.kind OR NEW.version_no < OLD.version_no) THEN RAISE EXCEPTION 'guard:note_stays_signed'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_note_stays_signed_update BEFORE UPDATE ON note FOR EACH ROW EXECUTE FUNCTION gd_note_stays_signed_update()
--;
CREATE FUNCTION gd_note_version_append_only_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:note_version_append_only'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_note_version_append_only_update BEFORE UPDATE ON note_version FOR EACH ROW EXECUTE FUNCTION gd_note_version_append_only_update()
--;
CREATE FUNCTION gd_note_version_append_only_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:note_version_append_only'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_note_version_append_only_delete BEFORE DELETE ON note_version FOR EACH ROW EXECUTE FUNCTION gd_note_version_append_only_delete()
--;
CREATE FUNCTION gd_note_version_in_order_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.version_no <> (SELECT COALESCE(MAX(v.version_no), 0) + 1 FROM note_version v WHERE v.record_id = NEW.record_id) THEN RAISE EXCEPTION 'guard:note_version_in_order'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_note_version_in_order_insert BEFORE INSERT ON note_version FOR EACH ROW EXECUTE FUNCTION gd_note_version_in_order_insert()
--;
ALTER TABLE occupancy ADD CONSTRAINT ex_occupancy_bed_overlap EXCLUDE USING gist (bed_id WITH =, tsrange(from_at, until_at) WITH &&) WHERE (true AND (revoked_at IS NULL)) DEFERRABLE INITIALLY IMMEDIATE
--;
CREATE FUNCTION gd_occupancy_end_before_start_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.until_at IS NOT NULL AND NEW.until_at < NEW.from_at THEN RAISE EXCEPTION 'guard:occupancy_end_before_start'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_occupancy_end_before_start_insert BEFORE INSERT ON occupancy FOR EACH ROW EXECUTE FUNCTION gd_occupancy_end_before_start_insert()
--;
CREATE FUNCTION gd_occupancy_end_before_start_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.until_at IS NOT NULL AND NEW.until_at < NEW.from_at THEN RAISE EXCEPTION 'guard:occupancy_end_before_start'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_occupancy_end_before_start_update BEFORE UPDATE ON occupancy FOR EACH ROW EXECUTE FUNCTION gd_occupancy_end_before_start_update()
--;
CREATE FUNCTION gd_occupancy_kept_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:occupancy_kept'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_occupancy_kept_delete BEFORE DELETE ON occupancy FOR EACH ROW EXECUTE FUNCTION gd_occupancy_kept_delete()
--;
ALTER TABLE occupancy ADD CONSTRAINT ex_occupancy_stay_overlap EXCLUDE USING gist (stay_id WITH =, tsrange(from_at, until_at) WITH &&) WHERE (true AND (revoked_at IS NULL)) DEFERRABLE INITIALLY IMMEDIATE
--;
CREATE FUNCTION gd_password_history_append_only_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:password_history_append_only'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_password_history_append_only_update BEFORE UPDATE ON password_history FOR EACH ROW EXECUTE FUNCTION gd_password_history_append_only_update()
--;
CREATE FUNCTION gd_password_history_append_only_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:password_history_append_only'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_password_history_append_only_delete BEFORE DELETE ON password_history FOR EACH ROW EXECUTE FUNCTION gd_password_history_append_only_delete()
--;
CREATE FUNCTION gd_payer_split_append_only_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:payer_split_append_only'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_payer_split_append_only_update BEFORE UPDATE ON payer_split FOR EACH ROW EXECUTE FUNCTION gd_payer_split_append_only_update()
--;
CREATE FUNCTION gd_payer_split_append_only_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:payer_split_append_only'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_payer_split_append_only_delete BEFORE DELETE ON payer_split FOR EACH ROW EXECUTE FUNCTION gd_payer_split_append_only_delete()
--;
CREATE FUNCTION gd_person_kept_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:person_kept'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_person_kept_delete BEFORE DELETE ON person FOR EACH ROW EXECUTE FUNCTION gd_person_kept_delete()
--;
CREATE FUNCTION gd_reservation_end_before_start_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.until_at IS NOT NULL AND NEW.until_at < NEW.from_at THEN RAISE EXCEPTION 'guard:reservation_end_before_start'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_reservation_end_before_start_insert BEFORE INSERT ON reservation FOR EACH ROW EXECUTE FUNCTION gd_reservation_end_before_start_insert()
--;
CREATE FUNCTION gd_reservation_end_before_start_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.until_at IS NOT NULL AND NEW.until_at < NEW.from_at THEN RAISE EXCEPTION 'guard:reservation_end_before_start'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_reservation_end_before_start_update BEFORE UPDATE ON reservation FOR EACH ROW EXECUTE FUNCTION gd_reservation_end_before_start_update()
--;
CREATE FUNCTION gd_reservation_kept_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:reservation_kept'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_reservation_kept_delete BEFORE DELETE ON reservation FOR EACH ROW EXECUTE FUNCTION gd_reservation_kept_delete()
--;
ALTER TABLE reservation ADD CONSTRAINT ex_reservation_overlap EXCLUDE USING gist (bed_id WITH =, tsrange(from_at, until_at) WITH &&) WHERE (true AND (released_at IS NULL)) DEFERRABLE INITIALLY IMMEDIATE
--;
CREATE FUNCTION gd_roster_change_append_only_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:roster_change_append_only'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_roster_change_append_only_update BEFORE UPDATE ON roster_change FOR EACH ROW EXECUTE FUNCTION gd_roster_change_append_only_update()
--;
CREATE FUNCTION gd_roster_change_append_only_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:roster_change_append_only'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_roster_change_append_only_delete BEFORE DELETE ON roster_change FOR EACH ROW EXECUTE FUNCTION gd_roster_change_append_only_delete()
--;
CREATE FUNCTION gd_roster_ledger_append_only_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:roster_ledger_append_only'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_roster_ledger_append_only_update BEFORE UPDATE ON roster_ledger FOR EACH ROW EXECUTE FUNCTION gd_roster_ledger_append_only_update()
--;
CREATE FUNCTION gd_roster_ledger_append_only_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:roster_ledger_append_only'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_roster_ledger_append_only_delete BEFORE DELETE ON roster_ledger FOR EACH ROW EXECUTE FUNCTION gd_roster_ledger_append_only_delete()
--;
CREATE FUNCTION gd_roster_month_kept_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:roster_month_kept'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_roster_month_kept_delete BEFORE DELETE ON roster_month FOR EACH ROW EXECUTE FUNCTION gd_roster_month_kept_delete()
--;
CREATE FUNCTION gd_roster_published_no_back_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.published_no < OLD.published_no THEN RAISE EXCEPTION 'guard:roster_published_no_back'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_roster_published_no_back_update BEFORE UPDATE ON roster_month FOR EACH ROW EXECUTE FUNCTION gd_roster_published_no_back_update()
--;
CREATE FUNCTION gd_roster_version_append_only_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:roster_version_append_only'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_roster_version_append_only_update BEFORE UPDATE ON roster_version FOR EACH ROW EXECUTE FUNCTION gd_roster_version_append_only_update()
--;
CREATE FUNCTION gd_roster_version_append_only_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:roster_version_append_only'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_roster_version_append_only_delete BEFORE DELETE ON roster_version FOR EACH ROW EXECUTE FUNCTION gd_roster_version_append_only_delete()
--;
ALTER TABLE staff_leave ADD CONSTRAINT ex_staff_leave_no_overlap EXCLUDE USING gist (staff_id WITH =, tsrange(from_at, until_at) WITH &&) WHERE (true AND (cancelled_at IS NULL)) DEFERRABLE INITIALLY IMMEDIATE
--;
ALTER TABLE staff_zone ADD CONSTRAINT ex_staff_zone_no_overlap EXCLUDE USING gist (staff_id WITH =, zone_id WITH =, tsrange(from_at, until_at) WITH &&) WHERE (true AND (cancelled_at IS NULL)) DEFERRABLE INITIALLY IMMEDIATE
--;
ALTER TABLE staff_zone ADD CONSTRAINT ex_staff_zone_one_head EXCLUDE USING gist (zone_id WITH =, side WITH =, tsrange(from_at, until_at) WITH &&) WHERE (true AND (cancelled_at IS NULL AND head)) DEFERRABLE INITIALLY IMMEDIATE
--;
CREATE FUNCTION gd_stay_kept_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:stay_kept'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_stay_kept_delete BEFORE DELETE ON stay FOR EACH ROW EXECUTE FUNCTION gd_stay_kept_delete()
--;
CREATE FUNCTION gd_stay_mark_end_before_start_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.until_at IS NOT NULL AND NEW.until_at < NEW.from_at THEN RAISE EXCEPTION 'guard:stay_mark_end_before_start'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_stay_mark_end_before_start_insert BEFORE INSERT ON stay_mark FOR EACH ROW EXECUTE FUNCTION gd_stay_mark_end_before_start_insert()
--;
CREATE FUNCTION gd_stay_mark_end_before_start_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.until_at IS NOT NULL AND NEW.until_at < NEW.from_at THEN RAISE EXCEPTION 'guard:stay_mark_end_before_start'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_stay_mark_end_before_start_update BEFORE UPDATE ON stay_mark FOR EACH ROW EXECUTE FUNCTION gd_stay_mark_end_before_start_update()
--;
CREATE FUNCTION gd_stay_mark_kept_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:stay_mark_kept'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_stay_mark_kept_delete BEFORE DELETE ON stay_mark FOR EACH ROW EXECUTE FUNCTION gd_stay_mark_kept_delete()
--;
ALTER TABLE stay_mark ADD CONSTRAINT ex_stay_mark_overlap EXCLUDE USING gist (stay_id WITH =, mark_group WITH =, kind WITH =, tsrange(from_at, until_at) WITH &&) WHERE (true AND (revoked_at IS NULL)) DEFERRABLE INITIALLY IMMEDIATE
--;
CREATE FUNCTION gd_talk_follows_versions_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.status <> COALESCE((SELECT v.status FROM talk_version v WHERE v.record_id = NEW.id AND v.version_no = NEW.version_no), 'draft') THEN RAISE EXCEPTION 'guard:talk_follows_versions'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_talk_follows_versions_update BEFORE UPDATE ON talk FOR EACH ROW EXECUTE FUNCTION gd_talk_follows_versions_update()
--;
CREATE FUNCTION gd_talk_kept_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:talk_kept'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_talk_kept_delete BEFORE DELETE ON talk FOR EACH ROW EXECUTE FUNCTION gd_talk_kept_delete()
--;
CREATE FUNCTION gd_talk_stays_signed_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.status <> 'draft' AND (NEW.status = 'draft' OR NEW.stay_id <> OLD.stay_id OR NEW.kind <> OLD.kind OR NEW.version_no < OLD.version_no) THEN RAISE EXCEPTION 'guard:talk_stays_signed'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_talk_stays_signed_update BEFORE UPDATE ON talk FOR EACH ROW EXECUTE FUNCTION gd_talk_stays_signed_update()
--;
CREATE FUNCTION gd_talk_demand_kept_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:talk_demand_kept'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_talk_demand_kept_delete BEFORE DELETE ON talk_demand FOR EACH ROW EXECUTE FUNCTION gd_talk_demand_kept_delete()
--;
CREATE FUNCTION gd_talk_version_append_only_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:talk_version_append_only'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_talk_version_append_only_update BEFORE UPDATE ON talk_version FOR EACH ROW EXECUTE FUNCTION gd_talk_version_append_only_update()
--;
CREATE FUNCTION gd_talk_version_append_only_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'guard:talk_version_append_only'; END IF; RETURN OLD; END $$
--;
CREATE TRIGGER gd_talk_version_append_only_delete BEFORE DELETE ON talk_version FOR EACH ROW EXECUTE FUNCTION gd_talk_version_append_only_delete()
--;
CREATE FUNCTION gd_talk_version_in_order_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.version_no <> (SELECT COALESCE(MAX(v.version_no), 0) + 1 FROM talk_version v WHERE v.record_id = NEW.record_id) THEN RAISE EXCEPTION 'guard:talk_version_in_order'; END IF; RETURN NEW; END $$
--;
CREATE TRIGGER gd_talk_version_in_order_insert BEFORE INSERT ON talk_version FOR EACH ROW EXECUTE FUNCTION gd_talk_version_in_order_insert()
